"""What is read from feeds and index pages, also from damaged and hostile ones."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from flows.feeds.answers import Answer
from flows.feeds.limits import FetchFault
from flows.feeds.listing import Entry, read_listing
from flows.feeds.sources import Source

ADDRESS = "https://www.example.cn/news/list"
FEED = Source(name="court", outlet="某某日报", feed=ADDRESS)


def index(**keys):
    return Source(name="court", outlet="某某日报", index=ADDRESS, **keys)


def read(source, text, content_type="", encoding="utf-8"):
    return read_listing(source, Answer(ADDRESS, text.encode(encoding), content_type), ZoneInfo("Asia/Shanghai"))


def rss(*items, head=""):
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def item(inside, link="https://www.example.cn/a"):
    return f"<item><link>{link}</link>{inside}</item>"


def atom(inside):
    entry = f'<entry><link href="/a"/>{inside}</entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entry}</feed>'


# Feeds


def test_rss_gives_address_title_and_day():
    text = rss(item("<title>工作报告</title><pubDate>Fri, 17 Jan 2025 09:00:00 +0800</pubDate>"))
    assert read(FEED, text) == [
        Entry(url="https://www.example.cn/a", title="工作报告", published_on=date(2025, 1, 17)),
    ]


def test_atom_gives_address_title_and_day():
    text = atom("<title>工作报告</title><published>2025-01-17T09:00:00+08:00</published>")
    assert read(FEED, text) == [
        Entry(url="https://www.example.cn/a", title="工作报告", published_on=date(2025, 1, 17)),
    ]


def test_rdf_gives_address_title_and_day():
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>工作报告</title><link>/a</link>'
        "<dc:date>2025-01-17</dc:date></item></rdf:RDF>"
    )
    assert read(FEED, text) == [
        Entry(url="https://www.example.cn/a", title="工作报告", published_on=date(2025, 1, 17)),
    ]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        pytest.param("Thu, 16 Jan 2025 16:30:00 GMT", date(2025, 1, 17), id="after midnight where it appears"),
        pytest.param("Thu, 16 Jan 2025 23:30:00 +0800", date(2025, 1, 16), id="before midnight where it appears"),
        pytest.param("2025-01-16 20:00:00", date(2025, 1, 16), id="without a zone: as it stands"),
        pytest.param("2025-01-16", date(2025, 1, 16), id="a day alone"),
        pytest.param("yesterday", None, id="no date"),
        pytest.param("Thu, 31 Feb 2025 09:00:00 GMT", None, id="a day that does not exist"),
        pytest.param("", None, id="empty"),
    ],
)
def test_the_day_is_that_of_the_place_where_the_report_appears(told, day):
    (entry,) = read(FEED, rss(item(f"<pubDate>{told}</pubDate>")))
    assert entry.published_on == day


def test_the_day_on_which_an_atom_entry_was_changed_is_not_taken_for_its_publication():
    (entry,) = read(FEED, atom("<updated>2025-03-01T09:00:00+08:00</updated>"))
    assert entry.published_on is None


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        pytest.param("&#24037;&#20316;&amp;&#25253;&#21578;", "工作&报告", id="references"),
        pytest.param("&lt;b&gt;工作&lt;/b&gt;报告", "工作报告", id="markup"),
        pytest.param("<![CDATA[工作<br/>报告 &mdash; 2024]]>", "工作报告 — 2024", id="CDATA"),
        pytest.param("工作&nbsp;报告", "工作 报告", id="HTML entity that XML does not know"),
        pytest.param("  工作\n\t报告 ", "工作 报告", id="white space"),
        pytest.param("工作\u202e报告", "工作 报告", id="a sign that turns the line around"),
        pytest.param("报" * 1000, "报" * 300, id="very long"),
    ],
)
def test_a_title_comes_out_as_plain_text(title, plain):
    (entry,) = read(FEED, rss(item(f"<title>{title}</title>")))
    assert entry.title == plain


def test_a_feed_in_gb18030_is_read():
    text = rss(item("<title>工作报告</title>")).replace("1.0", "1.0" + '" encoding="gb18030', 1)
    assert read(FEED, text, encoding="gb18030")[0].title == "工作报告"


def test_a_feed_with_the_wrong_charset_in_its_header_is_read():
    text = rss(item("<title>工作报告</title>"))
    assert read(FEED, text, "application/rss+xml; charset=iso-8859-1x")[0].url == "https://www.example.cn/a"


def test_what_comes_before_a_fault_in_a_feed_is_read():
    text = rss(item("<title>工作报告</title>"), "<item><title>报告 & <b>通报</title>")[:-20]
    assert read(FEED, text)[0].title == "工作报告"


def test_an_xml_bomb_is_not_unpacked():
    entities = '<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = rss(item("<title>&a9;</title>"), head=f"<!DOCTYPE rss [{entities}]>")
    assert all(len(entry.title or "") <= 300 for entry in read(FEED, text))


def test_an_entity_that_names_a_file_is_not_opened(tmp_path):
    (tmp_path / "secret").write_text("secret")
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    assert "secret" not in str(read(FEED, rss(item("<title>&x;</title>"), head=head)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<html><body>登录</body></html>", id="a page"),
        pytest.param("", id="nothing"),
        pytest.param("\x00\x01\x02", id="bytes"),
        pytest.param('{"items": []}', id="JSON"),
    ],
)
def test_what_is_no_feed_is_told(text):
    with pytest.raises(FetchFault, match="is no RSS or Atom feed"):
        read(FEED, text)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://www.example.cn/a", "http://[::1", "mailto:a@example.cn", ""],
)
def test_what_is_no_web_address_is_passed_over(link):
    assert read(FEED, rss(item("", link))) == []


def test_an_address_longer_than_2000_signs_is_passed_over():
    assert read(FEED, rss(item("", "https://www.example.cn/" + "a" * 2000))) == []


def test_an_entry_that_comes_twice_stands_once_where_it_came_first():
    a, b = "https://www.example.cn/a", "https://www.example.cn/b"
    text = rss(item("<title>1</title>", a), item("", b), item("<title>2</title>", a + "#top"))
    assert [(entry.url, entry.title) for entry in read(FEED, text)] == [(a, "1"), (b, None)]


def test_a_feed_too_may_be_narrowed_by_address():
    source = Source(name="court", outlet="某某日报", feed=ADDRESS, matching=r"/court/")
    text = rss(item("", "https://www.example.cn/court/1"), item("", "https://www.example.cn/sport/2"))
    assert [entry.url for entry in read(source, text)] == ["https://www.example.cn/court/1"]


# Index pages

PAGE = """<html><body><nav><a href="/about">关于</a></nav><ul class="list">
<li><a href="/2025/01/17/a.html">通报</a></li><li><a href="b.html">报告</a></li><li><a name="x">无</a></li>
</ul></body></html>"""


def addresses(source, text, content_type="", encoding="utf-8"):
    return [entry.url.removeprefix("https://www.example.cn") for entry in read(source, text, content_type, encoding)]


def test_a_selector_picks_the_links():
    assert addresses(index(links="ul.list a"), PAGE) == ["/2025/01/17/a.html", "/news/b.html"]


def test_an_expression_picks_the_links_by_their_whole_address():
    assert addresses(index(matching=r"/20\d\d/"), PAGE) == ["/2025/01/17/a.html"]


def test_links_are_counted_from_the_base_that_the_page_names():
    page = '<html><head><base href="/old/"></head><body><a href="a.html">x</a></body></html>'
    assert addresses(index(links="a"), page) == ["/old/a.html"]


@pytest.mark.parametrize("content_type", ["text/html; charset=gbk", "text/html; charset=no-such", "text/html", ""])
def test_an_index_in_another_charset_is_read(content_type):
    assert addresses(index(links="ul.list a"), PAGE, content_type, "gb18030")[0] == "/2025/01/17/a.html"


def test_an_index_of_a_hundred_thousand_nested_tags_is_read():
    page = "<div>" * 100_000 + '<a href="/a">x</a>'
    assert addresses(index(links="a"), '<a href="/first">x</a>' + page)[0] == "/first"


@pytest.mark.parametrize("text", ["", "   ", "<!-- -->"])
def test_what_is_no_page_is_told(text):
    with pytest.raises(FetchFault, match="is no HTML page"):
        read(index(links="a"), text)
