"""Page images are read with the engine of casetally[ocr], without a network. `make test-ocr` runs these tests."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from extraction import extract_document
from flows.decoding import UnreadableBytes
from flows.inbox.formats import read_text
from flows.inbox.kinds import PDF

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2  # the face of the collection
REPORT = "2024年，全市法院受理案件14.18万件。"
LEFT = ["全市法院去年受理各类案件", "共计14.18万件，结案率达到", "98.2%，同比有所上升。"]
RIGHT = ["全市法院执行到位金额合计", "96.8亿元，平均用时比上年", "缩短4.1天，群众满意。"]
ROOT = Path(__file__).parents[2]


def page(*lines, size=(1000, 400)):
    """An image with each text at its place."""
    image, font = Image.new("RGB", size, "white"), ImageFont.truetype(FONT, 32, index=SIMPLIFIED)
    for left, top, text in lines:
        ImageDraw.Draw(image).text((left, top), text, "black", font)
    return image


def saved(image, kind, **options):
    content = io.BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def figures(text):
    return [figure.obs_text for figure in extract_document(text, document_id="0" * 64, uri="a.png").observations]


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff"])
def test_the_figures_of_an_image_are_read(kind):
    read = read_text(saved(page((60, 60, REPORT)), kind), f"image/{kind}", ocr=True)
    assert (read.encoding, figures(read.text)) == ("ocr", ["14.18万件"])


def test_columns_are_read_one_after_the_other():
    rows = [
        (left, 60 + 50 * number, text)
        for left, column in ((40, LEFT), (560, RIGHT))
        for number, text in enumerate(column)
    ]
    text = "".join(read_text(saved(page(*rows), "png"), "image/png", ocr=True).text.split())
    assert text == "".join(LEFT + RIGHT)


def test_all_pages_of_an_image_are_read():
    content = saved(
        page((60, 60, REPORT)), "tiff", save_all=True, append_images=[page((60, 60, "审结案件13.92万件。"))]
    )
    assert figures(read_text(content, "image/tiff", ocr=True).text) == ["14.18万件", "13.92万件"]


def test_a_pdf_without_text_layer_is_read():
    read = read_text(saved(page((60, 60, REPORT)), "pdf"), PDF, ocr=True)
    assert (read.encoding, figures(read.text)) == ("ocr", ["14.18万件"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(saved(page(), "png"), "holds no text", id="a blank page"),
        pytest.param(saved(page(), "png")[:500], "no whole image", id="cut short"),
        pytest.param(b"text", "no whole image", id="no image"),
        pytest.param(saved(Image.new("1", (20_000, 6_000)), "png"), "more than 100000000 pixels", id="too large"),
    ],
)
def test_an_image_without_text_gets_a_reason(content, reason):
    with pytest.raises(UnreadableBytes, match=reason):
        read_text(content, "image/png", ocr=True)


def test_a_night_reads_images_without_a_network(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    page((60, 60, REPORT)).save(inbox / "scan.png")
    settings = {"CASETALLY_OCR": "true", "CASETALLY_RUNNER": "plain", "CASETALLY_WORKERS": "1", "HOME": str(tmp_path)}
    run = subprocess.run(
        ["unshare", "--net", "--map-root-user", sys.executable, "-m", "flows", "run"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "figures   1" in run.stdout
