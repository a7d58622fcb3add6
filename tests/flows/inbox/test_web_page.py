"""Of a saved web page the report is read, and what the page states of itself."""

import pytest

from flows.decoding import UnreadableBytes
from flows.inbox.formats import read_text
from flows.inbox.kinds import HTML

MENU = "<ul>" + "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("首页", "法院概况", "队伍建设")) + "</ul>"
FOOT = '<div class="footer"><p>版权所有：云岭市中级人民法院 京ICP备00000000号 邮编：650000</p></div>'
BODY = [
    "2024年，全市法院受理各类案件14.18万件，审结13.92万件，同比分别上升3.1%和4.2%。",
    "其中，刑事案件受理4860件，审结4710件；行政案件受理910件，审结880件。",
    "全市法院执行到位金额96.8亿元，执行完毕率达到48.2%，比上年提高1.5个百分点。",
]
META = (
    '<meta name="ArticleTitle" content="云岭法院2024年工作情况"><meta name="PubDate" content="2025-01-17 09:30">'
    '<meta name="ContentSource" content="云岭法院网"><meta name="Url" content="https://example.org/a.html">'
)
PRINTED = "<h1>云岭法院2024年工作情况</h1><div>发布时间：2025年1月7日 来源：云岭法院网 浏览次数：321次</div>"


def page(head="", top="", body=BODY, bottom=""):
    text = "".join(f"<p>　　{paragraph}</p>" for paragraph in body)
    return (
        f'<!DOCTYPE html><html><head>{head}<script>n = "受理99件"</script></head><body><div class="nav">{MENU}</div>'
        f'<p>当前位置：首页 &gt; 正文</p>{top}<div class="TRS_Editor">{text}{bottom}</div>'
        f"<p>上一篇：关于受理77件的通知</p><div>{MENU}</div>{FOOT}</body></html>"
    )


def read(markup, encoding="utf-8"):
    return read_text(markup.encode(encoding), HTML)


def test_the_report_is_read_and_the_site_around_it_is_not():
    text = read(page(META, PRINTED)).text
    for paragraph in BODY:
        assert paragraph in text.splitlines()
    for around in ("法院概况", "京ICP备", "99件", "77件", "当前位置"):
        assert around not in text


def test_a_page_drawn_by_tables_and_line_breaks_is_read_whole():
    markup = (
        f"<html><body><div>{MENU}</div><table><tr><td>{'<br>&nbsp;&nbsp;'.join(BODY)}</td></tr></table></body></html>"
    )
    lines = [line.strip() for line in read(markup).text.splitlines()]
    assert [line for line in lines if line] == BODY


def test_a_row_of_a_table_is_a_line_with_tabs():
    table = "<table><tr><th>类型</th><th>受理</th></tr><tr><td>刑事</td><td>4860件</td></tr></table>"
    assert "刑事\t4860件" in read(page(bottom=table)).text.splitlines()


def test_what_the_page_declares_of_itself_is_stated():
    assert read(page(META, PRINTED)).entries == {
        "title": "云岭法院2024年工作情况",
        "published_on": "2025-01-17",
        "outlet": "云岭法院网",
        "url": "https://example.org/a.html",
    }


def test_where_it_declares_nothing_the_line_below_the_headline_is_read():
    assert read(page(top=PRINTED)).entries == {
        "title": "云岭法院2024年工作情况",
        "published_on": "2025-01-07",
        "outlet": "云岭法院网",
    }


def test_the_site_is_cut_from_the_title_of_the_window_and_the_title_heads_the_text():
    read_page = read(page("<title>云岭法院2024年工作情况 - 云岭市中级人民法院</title>"))
    assert read_page.entries == {"title": "云岭法院2024年工作情况"}
    assert read_page.text.splitlines()[0] == "云岭法院2024年工作情况"


@pytest.mark.parametrize(
    ("declared", "saved", "told"),
    [
        pytest.param("gb2312", "gb18030", "gb18030", id="as it declares"),
        pytest.param("gb2312", "utf-8", "utf-8", id="saved by a browser as UTF-8"),
        pytest.param("", "gb18030", "gb18030", id="declared by none"),
        pytest.param("utf-16", "utf-16", "utf-16-le", id="with a byte order mark"),
        pytest.param("big5", "big5", "big5", id="traditional script"),
        pytest.param("big5", "utf-8", "utf-8", id="traditional script saved by a browser"),
        pytest.param("iso-8859-1", "gb18030", "gb18030", id="wrongly declared"),
    ],
)
def test_the_charset_is_found(declared, saved, told):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    body = ["2024年，全市法院共受理案件一千件，比上年多三百件，法院公正司法。"] * 3
    content = (
        page(head, body=body).replace("队伍建设", "").replace("首页", "").replace("当前", "").encode(saved, "ignore")
    )
    found = read_text(content, HTML)
    assert found.encoding == told
    assert ("法院" in found.text, "一千件" in found.text) == (True, True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"<html><body><div id=app></div><script>x</script></body></html>", "no main text", id="a script"),
        pytest.param(b"<html>\x81 \xff\xff</html>", "neither UTF-8 nor GB18030", id="no encoding we know"),
        pytest.param(b"\x89PNG\x00\x00\x00", "it is binary", id="an image"),
    ],
)
def test_a_page_without_a_report_gets_a_reason(content, reason):
    with pytest.raises(UnreadableBytes, match=reason):
        read_text(content, HTML)


def test_a_hundred_thousand_elements_in_one_another_are_refused_and_do_no_harm():
    deep = "<html><body>" + "<div>" * 100_000 + BODY[0] + "</div>" * 100_000 + "</body></html>"
    with pytest.raises(UnreadableBytes, match="no main text"):
        read(deep)
