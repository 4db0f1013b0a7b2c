"""One module a command: options come in, the stages below are called, text and an exit status go out."""
