"""The configuration file: in comes `.svclint.yaml`, out comes a `Configuration`; a mistake names file, line and nearest key."""
