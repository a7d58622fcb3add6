"""How expressions of time are printed: the patterns, and where they are worth trying."""

import re

from extraction.numbers import HAN

YEAR = (
    r"(?:(?:19|20)\d\d|二[〇零○O][〇零一二三四五六七八九○O]{2}|[今去前当本同上]|这一?(?=年(?![来间多])))"
    r"年(?!旧存|结转|存案|未结)"
)
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
DAY = r"(?:[12]\d|3[01]|0?[1-9])[日号](?!内|以内|之内)"
HOUR = (
    "(?:清晨|凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|深夜)?"
    r"(?:[12]?\d(?:时|点(?=[，许整半钟多]))(?:[0-5]?\d分|许|整|半)?)?"
)
EDGE = r"(?:底|末|初|中旬|上旬|下旬)"
TO = r"(?:至|到|—+|-|~)"
POINT = rf"(?:{YEAR}度?(?:{MONTH}份?(?:{DAY}|{EDGE})?|{EDGE})?|{MONTH}份?(?:{DAY}|{EDGE})?)"
MONTHS = rf"(?:1[0-2]|0?[1-9])月?份?{TO}(?:1[0-2]|0?[1-9])月份?"
QUARTERS = r"(?:第?[一二三四1-4]季度|前[两二三23]个?季度)"
FIRST_MONTHS = (
    r"[前头](?:(?:1[01]|[2-9]|[两二三四五六七八九十]+)个月"
    r"|(?:1[01]|[2-9]|十一|[二三四五六七八九十])月份?(?!\d|[前初中底末]))"
)
PART = (
    rf"(?:(?:{YEAR}度?|(?:19|20)\d\d年)?的?(?:上半年|下半年|{QUARTERS}|{FIRST_MONTHS}"
    rf"|{MONTHS}|全年|同期|同一时期|(?<![上下大小多])半年(?![来多内以期])))"
)
COUNT = rf"(?:\d{{1,2}}|{HAN}{{1,3}})"
LATELY = "(?<![债欠置停达历逃藏滞拖了])近|过去|最近|这|连续"  # 躲债近四年 tells how long it lasted
AGO = rf"{COUNT}年前|(?:上|前)一?个?{COUNT}年(?![来间前])"
BACK = (
    rf"(?:(?:{LATELY}){COUNT}个?年(?:来|间)?|{COUNT}年(?:多来|来|间)|过去一年|一年来"
    rf"|(?:近|过去|最近|这)?(?:(?<![上下大小多])半年|{COUNT}个半?多?月|{COUNT}年半)多?(?:以来|来)"
    rf"|(?:上线|成立|运行|实施|揭牌|施行|启动|试点|挂牌)(?:半|{HAN})年(?![来前底末初多半度以后内间里中]))"
)
# 三年里，…, 五年共审结… and 五年，… at the head of a sentence: the last years too, where no story of one case is told.
WITHIN = (
    rf"(?:{HAN}|[2-9])年(?:[里中](?=[，全该我各共]|[两三]级)|(?=(?:共|累计|总共|合计)(?![同有管]))"
    rf"|(?<![^\n。！？】]{HAN}年)(?=，))"
)
TERM = "本届(?:人大|任期|党组)?(?=以来|期间|内)"  # of five years, which a report tells of or not
PLAN = r"[“\"]?(?:十[一二三四五]?|[一二三四五六七八九])五[”\"]?(?:时期|期间|以来)|“十[一二三四五]五”(?=，)"
PLAN_NAME = r"[“\"]?(?:十[一二三四五]?|[一二三四五六七八九])五[”\"]?(?:时期|期间|以来)?"
VAGUE = r"近年来?|多年来|日前|近日|近期|不久前|此前"
NOW = r"目前|当前|眼下|现在|(?<![发出呈表实体涌兑再展])现(?=有(?![的效关])|共有|设有|建有|拥有)|(?:记者)?发稿时?"
NEAR = r"今天|今日|昨天|昨日|前天|当天|当日|当晚|(?:本月|上个?月)[底末]?|本季度|上季度|当月|当季度?"
DURING = "其间|此间|(?<![\u4e00-\u9fff])期间(?=，)"
BEGUN = "(?:运行|实施|施行|成立|启动|开展|推行|上线|挂牌|建立|设立|出台|部署|揭牌|试点|推开|铺开|打响|组建|建成|改革)"
EVENT = rf"(?:正式)?{BEGUN}以来|至今(?=，?(?:已|共|累计))"
# What was begun then, told between a time and 以来: 2018年1月开展扫黑除恶专项斗争以来.
DEED = rf"[^，。；：！？\n\d是为创]{{0,16}}?{BEGUN}[^，。；：！？\n\d]{{0,20}}?(?=以来)"
# A point is no longer than 16 signs: where none of the words that lead on follows, no span is tried.
LEADS_ON = r"(?=[^至到—~-]{1,16}[至到—~-])"
SPAN = (
    rf"{LEADS_ON}(?:{POINT}{TO}(?:{POINT}|当?年[底末])|(?:19|20)\d\d{TO}(?:19|20)\d\d年?|{POINT}{TO}{DAY})"
    rf"|(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:[1-9]\d?|0[1-9])(?: ?\d{{1,2}}:\d\d(?::\d\d)?)?"
)
BARE_DAY = rf"(?<!拘留)(?<!羁押)(?<!留置){DAY}(?!后)"
# A part of a campaign, counted from its first or last day.
OF_CAMPAIGN = (
    rf"(?<![\u4e00-\u9fff\d])(?:前|头|后|最后){COUNT}(?:天|日|周|个星期)(?!内)|首(?:周|月|日)(?![\u4e00-\u9fff]?次)"
    r"|第一(?:周|个月|天)"
)
BODY = (
    rf"(?:{SPAN}|{PART}|{POINT}|{BARE_DAY}|{AGO}|{BACK}|{WITHIN}|{TERM}|{PLAN}|{VAGUE}|{NOW}|{NEAR}|{OF_CAMPAIGN}"
    rf"|年初|年底|年末|{DURING})"
)
# The first and the second signs of all these, and what tells a number that may be one from the others: most places
# of a text have neither, and are passed over at once.
FIRST_SIGNS = (
    '今去前当本同上下一二三四五六七八九十两近过这最连“"目眼现日昨全半头多第不此其期首后'
    "年运实施成启开推挂建设出部揭试正铺打组改记发至"
)
SECOND_SIGNS = (
    "今年月日号季份个./~—至到天晚期半一二两三四五六七八九十百千万亿零〇○O近去续前"
    "届周后初末底久下在有共设建拥行施动展线牌立台署点式间响建革者稿"
)
NUMBER = r"(?<![\d.]\d)(?=\d{0,3}[年月日号季份个/~—至到-]|\d{3}\.)"  # looked at from behind its first digit
MAY_BEGIN = re.compile(rf"[\d{FIRST_SIGNS}](?=[\d{SECOND_SIGNS}-])(?:(?<!\d)|{NUMBER})")
EXPRESSION = re.compile(
    rf"(?<![\d.第])(?P<body>{BODY})(?:(?<=[日号天晚]){HOUR})?(?:{DEED})?"
    rf"(?P<tail>以来|至今|起(?![诉草获底拍征降到])|开始|同期|期间|前后|之前|以前|前)?|(?P<event>{EVENT})"
)
# What may stand directly in front of one.
BEFORE = re.compile(r"(?P<base>较|比|与|和|跟|同比|同|于|是|占)?(?P<lead>截至|截止到?|自从|自|从|到|至)?$")
LONGEST_BEFORE = 5
# 行动前三个月: what is told is held against the months before it.
BEFORE_IT = re.compile(rf"(?:{BEGUN}|行动|活动|专项|攻坚|会战)$")
ENDS_BEFORE = frozenset("较比与和跟同于是占截至止到自从")
