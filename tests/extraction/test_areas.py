"""Which areas stood when, where a text names one, and which of several namesakes is meant.

All codes are those of GB/T 2260, looked up by hand.
"""

from datetime import date
from itertools import pairwise

import pytest
from reading_texts import figures_in

from extraction.catalogue import NATION, AreaIndex, area_index, areas

AREAS = {area.ref_area: area for area in areas()}


@pytest.fixture(scope="module")
def index() -> AreaIndex:
    return area_index()


def named(text: str) -> list[str]:
    return [mention.name for mention in area_index().find(text)]


def meant(text: str, year: int | None = 2024, context: str | None = None) -> list[str | None]:
    index = area_index()
    return [index.resolve(mention, year, context) for mention in index.find(text)]


# The table


@pytest.mark.parametrize(
    ("ref_area", "name", "level", "parent"),
    [
        ("100000", "全国", "nation", None),
        ("220000", "吉林省", "province", "100000"),
        ("220200", "吉林市", "prefecture", "220000"),
        ("310115", "浦东新区", "county", "310000"),
        ("321283", "泰兴市", "county", "321200"),
        ("419001", "济源市", "county", "410000"),
        ("429021", "神农架林区", "county", "420000"),
        ("441900", "东莞市", "prefecture", "440000"),
        ("500157", "两江新区", "county", "500000"),
        ("632500", "海南藏族自治州", "prefecture", "630000"),
        ("659012", "白杨市", "county", "650000"),
        ("710000", "台湾省", "province", "100000"),
    ],
)
def test_area_has_name_level_and_parent(ref_area: str, name: str, level: str, parent: str | None) -> None:
    area = AREAS[ref_area]
    assert (area.name, area.level, area.parent) == (name, level, parent)


@pytest.mark.parametrize(
    ("ref_area", "first_year", "last_year", "successor"),
    [
        pytest.param("320684", 1995, 2019, "320614", id="海门 a city until 2020"),
        pytest.param("320614", 2020, None, None, id="海门 a district since"),
        pytest.param("330104", None, 2020, "330102", id="江干 divided, most of it to 上城"),
        pytest.param("330113", 2021, None, None, id="临平 founded 2021"),
        pytest.param("371200", 1992, 2017, "370116", id="莱芜 no longer a prefecture"),
        pytest.param(
            "500112", 1997, 2024, "500157", id="渝北, so coded since 重庆 is a municipality, merged into 两江新区"
        ),
        pytest.param("653229", 2024, None, None, id="和安 founded at the end of 2024"),
    ],
)
def test_area_has_its_years_and_successor(
    ref_area: str, first_year: int | None, last_year: int | None, successor: str | None
) -> None:
    area = AREAS[ref_area]
    assert (area.first_year, area.last_year, area.successor) == (first_year, last_year, successor)


def test_codes_are_unique() -> None:
    assert len(AREAS) == len(areas())


def test_every_parent_is_in_the_table() -> None:
    assert [area for area in areas() if area.parent is not None and area.parent not in AREAS] == []


def test_every_closed_area_has_a_successor_and_no_standing_one_has() -> None:
    assert [area for area in areas() if (area.last_year is None) != (area.successor is None)] == []


def test_successors_lead_to_an_area_that_stands() -> None:
    index = area_index()
    assert [area for area in areas() if AREAS[index.code_in(area.ref_area, 2026)].last_year is not None] == []


@pytest.mark.parametrize("placeholder", ["110100", "130101", "220201", "500200", "419000", "659000"])
def test_placeholder_codes_are_no_areas(placeholder: str) -> None:
    assert placeholder not in AREAS


def test_standing_areas_are_as_many_as_the_official_list_of_2025_holds() -> None:
    """The list of the end of 2024 has 3,213 codes; 2025 took two away (江北, 渝北) and gave one (两江新区)."""
    standing = [area for area in areas() if area.last_year is None and area.ref_area != NATION]
    assert len(standing) == 3213 - 2 + 1


# Full names, short names, courts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("福建省法院工作报告", "350000"),
        ("内蒙古自治区高级人民法院", "150000"),
        ("泰州市两级法院", "321200"),
        ("武昌区人民法院", "420106"),
        ("朔城区人民法院", "140602"),
        ("英山县法院", "421124"),
        ("四川高院", "510000"),
        ("宁德中院", "350900"),
        ("恩施州中级人民法院", "422800"),
        ("海南州中院", "632500"),
        ("巴州中院", "652800"),
        ("闽侯法院", "350121"),
        ("周宁法院", "350925"),
        ("连城法院", "350825"),
        ("泰兴法院", "321283"),
        ("朔城法院", "140602"),
        ("镇海检察院", "330211"),
        ("浦东法院", "310115"),
        ("张家港持续发力", "320582"),
        ("平潭综合实验区人民法院", "350128"),
        ("西海岸新区法院", "370211"),
        ("新疆兵团法院", "650000"),
        ("新疆生产建设兵团第八师中级人民法院", "659001"),
        ("全国法院受理案件", "100000"),
        ("最高法执行局", "100000"),
    ],
)
def test_name_is_found_and_resolved(text: str, code: str) -> None:
    assert meant(text)[0] == code


def test_each_area_of_a_chain_is_found() -> None:
    assert meant("福建省福州市晋安区人民法院") == ["350000", "350100", "350111"]


def test_province_and_city_of_one_name_are_told_apart() -> None:
    assert meant("吉林省吉林市") == ["220000", "220200"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("吉林法院", "220000", id="the wider area when nothing is said"),
        pytest.param("吉林高院", "220000", id="a high court is a province's"),
        pytest.param("吉林中院", "220200", id="an intermediate court is a city's"),
    ],
)
def test_level_of_the_court_tells_province_from_city(text: str, code: str) -> None:
    assert meant(text) == [code]


def test_short_name_of_a_county_counts_beside_its_court_only() -> None:
    assert named("周宁的山水，周宁法院的卷宗") == ["周宁"]


def test_short_name_of_a_county_counts_behind_its_province_or_city() -> None:
    assert meant("浙江义乌、宁德周宁") == ["330000", "330782", "350900", "350925"]


def test_short_names_in_a_list_share_the_court_at_its_end() -> None:
    assert meant("武昌、洪山和汉阳法院") == ["420106", "420111", "420105"]


def test_short_name_of_a_county_counts_as_the_place_of_a_heading() -> None:
    assert meant("## 镇海：网上查控再提速") == ["330211"]


def test_zone_belongs_to_the_place_it_is_named_with() -> None:
    (mention,) = area_index().find("合肥高新技术产业开发区人民法院")
    assert (mention.candidates, mention.body_end) == (("340100",), 15)


def test_mention_says_where_the_court_ends() -> None:
    text = "记者从闽侯法院获悉"
    (mention,) = area_index().find(text)
    assert (text[mention.start : mention.end], text[mention.start : mention.body_end]) == ("闽侯", "闽侯法院")


def test_body_is_the_last_place_s_alone() -> None:
    province, district = area_index().find("上海市浦东新区人民法院")
    assert (province.body_end, district.body_end) == (None, 11)


# What is no place


@pytest.mark.parametrize(
    "text",
    [
        "上海证券交易所",
        "宁波银行、杭州银行等",
        "南京路步行街",
        "浙江日报社",
        "社区长治理",
        "实现长治久安",
        "市、区和县法院",
        "城区法院收案较多",
        "公安机关出动警力",
        "和平建设",
        "推广安全经验",
        "越南充分肯定",
        "诚信阳光",
        "合作市场",
        "走共同富裕县域之路",
        "居全国第二位",
        "全国人大代表",
        "双方当事人",
    ],
)
def test_word_that_holds_a_name_by_chance_is_no_area(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("决定西藏自治区", "西藏自治区", id="决定 ends before 西藏"),
        pytest.param("武汉中院", "武汉", id="the name that starts first"),
        pytest.param("上海市场", "上海", id="市 belongs to 市场"),
        pytest.param("海南区域", "海南", id="区 belongs to 区域"),
        pytest.param("马鞍山市", "马鞍山市", id="the longest name"),
    ],
)
def test_name_ends_where_the_next_word_begins(text: str, name: str) -> None:
    assert named(text) == [name]


def test_conjunction_before_县_is_no_county_but_和县_behind_its_city_is() -> None:
    assert (named("省市和县"), named("马鞍山市和县")) == ([], ["马鞍山市", "和县"])


# Namesakes


@pytest.mark.parametrize(
    ("context", "code"),
    [
        pytest.param("350000", "350102", id="福建"),
        pytest.param("350100", "350102", id="福州"),
        pytest.param("350111", "350102", id="a district beside it"),
        pytest.param("320100", "320106", id="南京"),
        pytest.param("320300", "320302", id="徐州"),
        pytest.param("410000", "410204", id="河南, 开封"),
        pytest.param("320000", None, id="江苏 has two"),
        pytest.param("510000", None, id="四川 has none"),
        pytest.param(None, None, id="nothing known"),
    ],
)
def test_namesake_is_resolved_by_the_area_in_context(context: str | None, code: str | None) -> None:
    assert meant("鼓楼区人民法院", context=context) == [code]


def test_namesake_is_resolved_by_the_city_before_it() -> None:
    assert meant("北京朝阳区、长春朝阳区、朝阳市") == ["110000", "110105", "220100", "220104", "211300"]


def test_short_name_of_city_and_district_is_the_district_s_in_its_own_city() -> None:
    assert (meant("朝阳法院", context="110000"), meant("朝阳法院")) == (["110105"], ["211300"])


def test_general_name_needs_its_city() -> None:
    assert meant("晋城市城区人民法院") == ["140500", "140502"]


# Years


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        pytest.param("海门市人民法院", 2018, "320684", id="city while it stood"),
        pytest.param("海门市人民法院", 2020, "320684", id="old name in the year of the change"),
        pytest.param("海门区人民法院", 2020, "320614", id="new name in the year of the change"),
        pytest.param("海门法院", 2023, "320614", id="short name after the change"),
        pytest.param("海门法院", 2018, "320684", id="short name before the change"),
        pytest.param("偃师市法院", 2024, "410307", id="old name long after"),
        pytest.param("沙县区法院", 2019, "350427", id="new name before the change"),
        pytest.param("渝北区法院", 2025, "500112", id="渝北 in its last year"),
        pytest.param("渝北区法院", 2026, "500157", id="渝北 after it"),
        pytest.param("莱芜市中级人民法院", 2023, "370116", id="prefecture that became a district"),
        pytest.param("庐山区法院", 2024, "360402", id="district renamed under the same code"),
        pytest.param("泸水县法院", None, "533321", id="year unknown: as named"),
    ],
)
def test_code_is_that_of_the_year(text: str, year: int | None, code: str) -> None:
    assert meant(text, year) == [code]


def test_former_name_counts_among_namesakes_in_its_years_only() -> None:
    """桥东区 of 邢台 became 襄都区 in 2020; that of 张家口 stands."""
    assert meant("桥东区法院", 2024) == ["130702"]


def test_finding_twice_gives_the_same(index: AreaIndex) -> None:
    text = "福建省宁德市周宁县人民法院、泰兴法院和全国法院"
    assert index.find(text) == index.find(text)


def test_mentions_stand_in_order_without_overlap(index: AreaIndex) -> None:
    mentions = index.find("武昌、洪山和汉阳法院联合重庆市两江新区法院、北京朝阳法院")
    assert all(one.end <= other.start for one, other in pairwise(mentions))


def test_text_without_places_gives_nothing(index: AreaIndex) -> None:
    assert index.find("") == index.find("案件审结率稳步提升。") == []


@pytest.mark.parametrize("partners", ["与湖北、安徽两地法院", "会同湖北、安徽法院", "与周边五省法院"])
def test_those_with_whom_a_court_acts_are_not_whose_figure_it_is(partners: str) -> None:
    (found,) = figures_in(f"九江市中级人民法院{partners}签署协议，2025年跨域移送线索19条。")
    assert found.ref_area == "360400"


def test_each_of_the_places_listed_in_short_takes_its_number() -> None:
    found = figures_in("温州法院成绩单\n2025年，瓯海、乐清、永嘉三地法院收案分别为384件、347件和206件。")
    assert [each.ref_area for each in found] == ["330304", "330382", "330324"]


def test_places_named_in_short_together_are_no_single_area() -> None:
    found = figures_in("温州法院成绩单\n2025年，全市法院收案9600件；泰顺、文成均不足600件。")
    assert [each.ref_area for each in found] == ["330300", None]


def test_places_of_a_list_are_those_of_its_numbers_though_their_share_is_told_between() -> None:
    text = "2025年，昆明、临沧两地法院审结案件数占全省的六成以上，分别为612件和421件。"
    assert [each.ref_area for each in figures_in(text)] == [None, "530100", "530900"]


@pytest.mark.parametrize("way", ["“板凳法庭”、芷江县法院“侗款调解”等做法受到欢迎", "“乡音调解”的经验得到推广"])
def test_court_named_as_an_example_is_not_whose_the_next_figure_is(way: str) -> None:
    found = figures_in(f"湖南法院成绩单\n2025年，全省法院审结案件66万件，岳阳楼区法院{way}；发放救助金2.6亿元。")
    assert [each.ref_area for each in found] == ["430000", "430000"]


def test_court_of_a_zone_lies_in_its_city() -> None:
    (found,) = figures_in("前海合作区人民法院通报，2025年该院受理涉港案件1290件。")
    assert found.ref_area == "440300"


def test_whole_prefecture_is_no_county_of_that_name() -> None:
    found = figures_in("甘孜州法院成绩单\n2025年，全州法庭审结案件3860件，占全州基层法院结案数的46.2%。")
    assert found[-1].ref_area == "513300"


def test_court_whose_beginnings_are_told_is_not_what_the_article_is_about() -> None:
    text = (
        "少年法庭走过二十五年\n\n1984年，上海市长宁区人民法院成立了第一个少年法庭。"
        "截至2009年11月，全国法院共有少年法庭219个。\n\n2008年，判处未成年罪犯8889人。\n"
    )
    assert {each.ref_area for each in figures_in(text, published=date(2009, 11, 27))} == {"100000"}


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("恩施：“春雷行动”清积案\n湖北省恩施市人民法院执结案件39件。", "422801"),
        ("大理：守护洱海\n全州法院审结案件1532件，大理市人民法院审结300件。", "532900"),
    ],
)
def test_title_of_one_name_for_city_and_prefecture_is_understood_by_the_text(text: str, area: str) -> None:
    assert figures_in(text)[0].ref_area == area


@pytest.mark.parametrize(
    "cleft", ["帮他讨回货款的是", "替她追回工钱的正是", "为厂里追回设备的就是烟台市", "最先赶到的是山东省烟台市"]
)
def test_court_that_a_sentence_leads_up_to_is_what_its_paragraph_is_about(cleft: str) -> None:
    text = f"浙江省海宁市法院新收案件900件。\n{cleft}莱州市人民法院。今年，速裁庭收案1327件。"
    assert [each.ref_area for each in figures_in(text)] == ["330481", "370683"]
