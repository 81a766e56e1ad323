"""How a release names its static files."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Names with the hash of the content, also where one script imports another."""

    support_js_module_import_aggregation = True
