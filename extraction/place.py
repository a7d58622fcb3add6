"""A place or court that a text names."""

import re
from dataclasses import dataclass, replace
from operator import attrgetter

# Words behind which a place is where or to whom something happens, not whose figure it is.
OBJECT = re.compile(
    r"[于被向与由经获对给至到达居占较比同跟往返赴及]$|(?:前往|来自|位居|入选|写进|得到|根据|按照|报请|来到)$"
    r"|(?:会同|联合|委托|协同|移送|商请|指定|超过|超出|高于|低于|优于|符合|落实|贯彻|对照|参照|响应|配合|荣获|报送)$"
)
# Behind the name of a body: something of its own is spoken of, not what it did (最高法院“3个90%”的要求).
OF_ITS_OWN = re.compile(r"[“《]|的?(?:要求|规定|部署|标准|意见|通知|文件|司法解释|指导性案例|典型案例|评选|表彰)")
# Behind a court that is but an example: 甲法院“板凳法庭”、乙法院“侗款调解”等做法.
EXAMPLE = re.compile(r"的?“[^”\n]{2,16}”(?:、|和|以及|等|的?(?:做法|经验|品牌|模式|工作法|机制|案例))")
# Behind a place within which something is ranked: 在全市12个基层法院中排第2位.
RANKED = re.compile(
    r"(?:[两三]级|基层|中级|\d{1,3}[个家]|[全各级区县市省州]|人民|同类|同级|系统|法院|检察院|[中高]院)*"
    r"[中里内]?(?:排名?|列|居|位列|位居|名列|稳居|跻身)(?:在?[前第首末]|全)|(?:[两三]级|基层|[全各级区县市省州]|法院|检察院|系统)*(?:第[一二三四五六七八九十\d]|首位|榜首|前[列茅三五十])"
)
# Before a place listed with others that are where someone goes: 奔赴青山、九原、东河.
OBJECT_LIST = re.compile(r"(?:[赴往]|奔向|来到|走进|来自|深入|辐射|覆盖)(?:[\u4e00-\u9fff]{2,8}、)+$")
LONGEST_LIST = 40  # signs
LONGEST_OBJECT = 2  # signs of such a word: only so far back it is looked for
NEAR_START = 14  # signs before a court within which it is still what its clause is about
# Behind an area whose mean a figure is held against (高于全国法院平均水平); a mean that is told itself is its own.
AVERAGED = re.compile(
    r"(?:[两三]级|基层|中级|[全各同][级省市区县州类]|人民|法院|法官|检察院|检察机关|检察官|[中高]院|系统)*的?"
    r"(?:平均(?:水平|值|数|线|的|(?=\d))|均值|均数)(?!为|是|达|约)"
)
LISTED = re.compile(r"[、和与]")
JOINT_ACT = re.compile(r"[^，。；]{0,24}?(?:签署|签订|签下|会签|建立|达成|联合|合作|共建|会商|协作)")


@dataclass(slots=True)
class Place:
    """A place or court named at a span of the text.

    Attributes:
        ref_area: The area it means; None where several are named together or none is known.
        court: The court or body as worded, where one is named.
        is_subject: Whether what follows is said of it.
        named: The area of this name alone, also where several are named together.
    """

    start: int
    end: int
    ref_area: str | None
    court: str | None
    is_subject: bool
    named: str | None = None


def merged(places: list[Place], others: list[Place]) -> list[Place]:
    """Both in order; of two at one span only the first's."""
    if not others:
        return places
    result = list(places)
    at = 0
    for other in others:
        while at < len(places) and places[at].end <= other.start:
            at += 1
        if at == len(places) or places[at].start >= other.end:
            result.append(other)
    return sorted(result, key=attrgetter("start"))


def with_several(text: str, places: list[Place]) -> list[Place]:
    """Places named in one list (江苏、浙江、广东三省) are together no single area."""
    result: list[Place] = []
    run: list[Place] = []
    for place in places:
        if run and not _goes_on(text, run[-1], place):
            result += _as_one(run, text)
            run = []
        run.append(place)
    return result + _as_one(run, text)


def _goes_on(text: str, last: Place, place: Place) -> bool:
    """Whether a place is listed with the one before, or says how many were listed: 湖北、安徽两地法院."""
    if place.ref_area is None and place.start == last.end:
        return True
    link = LISTED.fullmatch(text, last.end, place.start)
    # A court that acts with others is not listed with them: 九江中院与湖北、安徽两地法院签署协议.
    return link is not None and not (link[0] == "与" and last.court and JOINT_ACT.match(text, place.end))


def _as_one(run: list[Place], text: str) -> list[Place]:
    if len(run) < 2 or len({place.ref_area for place in run}) < 2:
        return run
    is_subject = OBJECT.search(text, max(0, run[0].start - LONGEST_OBJECT), run[0].start) is None
    return [replace(place, ref_area=None, is_subject=is_subject) for place in run]
