"""YAML and JSON without any Kubernetes. In: a Source. Out: documents as frozen trees that know where they were written."""
