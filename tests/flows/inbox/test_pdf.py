"""The text layer of a PDF is read as a person reads the page."""

import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extraction import extract_document
from flows.decoding import UnreadableBytes
from flows.inbox.formats import read_text
from flows.inbox.formats.radicals import as_characters
from flows.inbox.kinds import PDF

SIZE = 12
LEFT = "　　本报讯２０２４年全市法院共受理各类案件一十四点一八万件，审结各类案件一十三点九二万件，审判质效继续向好。"
RIGHT = "　　全市法院执行到位金额九十六点八亿元，执行完毕率继续提高，平均用时比上年同期缩短四天，群众更加满意。"
REPORT = "2024年，全市法院受理案件14.18万件，审结13.92万件。"


def drawn(*pages, **options):
    """A PDF; each page draws itself."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=(595, 842), **options)
    for page in pages:
        canvas.setFont("STSong-Light", SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return packed.getvalue()


def column(canvas, text, left, signs, top=700):
    for number, start in enumerate(range(0, len(text), signs)):
        canvas.drawString(left, top - number * 18, text[start : start + signs])


def read(content):
    return read_text(content, PDF)


def test_columns_are_read_one_after_the_other_below_their_headline():
    def page(canvas):
        column(canvas, RIGHT, 310, 18)
        column(canvas, LEFT, 50, 18)
        canvas.setFont("STSong-Light", 24)
        canvas.drawString(120, 780, "全市法院通报执行工作情况")

    assert read(drawn(page)).text.splitlines() == ["全市法院通报执行工作情况", LEFT, RIGHT]


def test_the_number_of_a_page_is_left_out_and_pages_begin_a_line():
    def page(text):
        def draw(canvas):
            canvas.drawString(50, 700, text)
            canvas.drawString(290, 30, "— 3 —")

        return draw

    assert read(drawn(page("第一页的话。"), page("第二页的话。"))).text == "第一页的话。\n第二页的话。"


def test_a_figure_keeps_its_place_in_the_text():
    text = read(drawn(lambda canvas: canvas.drawString(50, 700, REPORT))).text
    extracted = extract_document(text, document_id="0" * 64, uri="a.pdf")
    assert [figure.obs_text for figure in extracted.observations] == ["14.18万件", "13.92万件"]
    assert {text[figure.char_start : figure.char_end] for figure in extracted.observations} == {
        "14.18万件",
        "13.92万件",
    }


def test_no_blanks_come_between_chinese_characters_set_wide():
    def page(canvas):
        canvas.drawString(50, 700, "全市法院受理案件12件", charSpace=4)

    assert read(drawn(page)).text == "全市法院受理案件12件"


def test_radicals_that_fonts_draw_become_characters():
    assert as_characters("⼈⺠法院⾦额3件ﬁ，全角：１２") == "人民法院金额3件fi，全角：１２"


def image_page(canvas):
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "grey")), 0, 0, 595, 842)


def test_a_pdf_of_images_is_told_to_have_no_text_layer():
    with pytest.raises(UnreadableBytes, match="no text layer: its pages are images; run it through an OCR program"):
        read(drawn(image_page))


def test_a_page_without_text_among_others_is_told():
    read_pages = read(drawn(lambda canvas: canvas.drawString(50, 700, REPORT), image_page))
    assert (read_pages.text, read_pages.remarks) == (REPORT, ("page 2 of it has no text layer and was passed over",))


def test_an_encrypted_pdf_is_told_to_be_so():
    with pytest.raises(UnreadableBytes, match="it is encrypted; save it again without a password"):
        read(drawn(lambda canvas: canvas.drawString(50, 700, REPORT), encrypt=StandardEncryption("secret")))


def with_stream(content, *, form=b""):
    """A PDF of one page that draws the given operators, and may draw a form that draws others."""
    streams = [b"<</Length %d" % len(content), b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length %d" % len(form)]
    drawing = b"/Resources<</XObject<</F 5 0 R>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R" + drawing + b">>",
        b"%s>>stream\n%s\nendstream" % (streams[0], content),
        b"%s%s>>stream\n%s\nendstream" % (streams[1], drawing, form),
    ]
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + objects + b"trailer\n<</Root 1 0 R>>\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"<html>no PDF</html>", "it is no PDF although it is named so", id="another kind"),
        pytest.param(b"%PDF-1.4\n", "broken PDF", id="nothing but a head"),
        pytest.param(b"%PDF-1.4\ntrailer <</Root 1 0 R>>", "broken PDF", id="no catalogue"),
        pytest.param(with_stream(b"q Q"), "no text", id="an empty page"),
        pytest.param(with_stream(b"/F Do", form=b"/F Do"), "no text|broken PDF", id="a form that draws itself"),
    ],
)
def test_a_pdf_that_is_none_gets_a_reason(content, reason):
    with pytest.raises(UnreadableBytes, match=reason):
        read(content)


@pytest.mark.parametrize("share", range(1, 10))
def test_of_a_pdf_cut_short_no_more_is_read_than_stands_in_it(share):
    whole = drawn(lambda canvas: canvas.drawString(50, 700, REPORT))
    try:
        text = read(whole[: len(whole) * share // 10]).text
    except UnreadableBytes:
        text = ""
    assert text in ("", REPORT)
