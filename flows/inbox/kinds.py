"""Kinds of files by their name: which are documents, and what to do with those that cannot be read."""

from dataclasses import dataclass
from pathlib import PurePosixPath

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; ``refusal`` says why it is not read and what to do, if so."""

    media_type: str
    refusal: str = ""


def _save_as(what: str, wanted: str) -> str:
    return f"it is {what}, which is not read; save it as {wanted}"


_PAGE_IMAGE = "it is an image without text; install casetally[ocr] and set CASETALLY_OCR=true, or put its text here"
_WORD, _TABLE = "DOCX, PDF or plain text in UTF-8", "a table in a DOCX, as PDF or as plain text in UTF-8"
_IMAGES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "tif": "tiff", "tiff": "tiff"}
_READ = {
    "txt": TEXT, "text": TEXT, "md": MARKDOWN, "markdown": MARKDOWN, "html": HTML, "htm": HTML, "xhtml": HTML,
    "shtml": HTML, "pdf": PDF, "docx": DOCX, "zip": ZIP,
}  # fmt: skip
_REFUSED = {
    "application/msword": ("an old Word document", _WORD, ("doc", "dot")),
    "application/vnd.ms-works": ("a WPS document", _WORD, ("wps",)),
    "application/rtf": ("a Rich Text document", _WORD, ("rtf",)),
    "application/vnd.oasis.opendocument.text": ("an OpenDocument text", _WORD, ("odt",)),
    "application/ofd": ("an OFD document", "PDF with a text layer", ("ofd",)),
    "application/vnd.ms-excel": ("a spreadsheet", _TABLE, ("xls", "xlsx", "et", "ods")),
    "application/vnd.ms-powerpoint": ("a set of slides", "PDF with a text layer", ("ppt", "pptx", "dps")),
    "multipart/related": ("a web archive", "a web page (HTML) or PDF", ("mht", "mhtml")),
    "application/epub+zip": ("an e-book", "PDF with a text layer", ("epub", "mobi", "caj")),
    "application/x-archive": ("an archive of another kind", "a ZIP archive", ("rar", "7z", "tar", "gz", "tgz", "bz2")),
    "image/*": ("an image of another kind", "PNG, JPEG or TIFF, or its text", ("bmp", "gif", "webp", "heic")),
}  # fmt: skip
_KINDS = {
    **{suffix: Kind(media_type) for suffix, media_type in _READ.items()},
    **{suffix: Kind(f"image/{name}", _PAGE_IMAGE) for suffix, name in _IMAGES.items()},
    **{
        suffix: Kind(media_type, _save_as(what, wanted))
        for media_type, (what, wanted, suffixes) in _REFUSED.items()
        for suffix in suffixes
    },
}


def kind_of(name: str, *, ocr: bool = False) -> Kind | None:
    """The kind that a name's ending tells; None for files that are no documents, such as scripts.

    Args:
        name: A file's name or uri.
        ocr: Whether page images are read.
    """
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    if ocr and suffix in _IMAGES:
        return Kind(_KINDS[suffix].media_type)
    return _KINDS.get(suffix)
