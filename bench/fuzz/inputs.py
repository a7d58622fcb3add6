"""What a fuzzer's bytes stand for: plain bytes, or a text in which every byte is one word of reports."""

NO_BLANK = (
    "年 月 日 度 底 末 初 上半年 前三季度 1至9月 同期 以来 截至 今年 去年 2024年 2025年 2025年3月 12月31日 近三年 "
    "“十四五”期间 目前 当天 全年 自 至 到 从 较 比 与 于 同比 环比 上升 下降 增长 减少 提高 升至 翻一番 翻两番 倍 "
    "成 三成 半 分别 其中 分别为 占 占比 共 共计 累计 平均 约 近 超 逾 余 多 不足 至少 以上 以下 达 达到 为 的 和 "
    "及 、 ， 。 ； ： ！ ？ （ ） “ ” 《 》 【 】 0 1 2 3 4 5 6 7 8 9 00 000 . , - — ~ % ‰ 一 二 三 十 百 千 两 "
    "零 〇 万 亿 万余 百分之 四分之三 个百分点 个 元 件 起 人 名 天 家 次 户 项 件次 万件 亿元 万元 余件 件以上 "
    "个月 小时 法院 全省 全市 全国 四川省 成都市 青禾县 闽侯县 鼓楼区 该 该院 该县 最高人民法院 高级人民法院 "
    "中级人民法院 人民法院 法庭 受理 新收 审结 结案 执结 执行到位 旧存 未结 立案 调解 撤诉 上诉率 结案率 调解率 "
    "执行到位率 法官人均结案 案件 各类案件 刑事案件 民事案件 行政案件 执行案件 知识产权案件 金额 标的 平均用时 "
    "张某 某公司 被告人 判处 有期徒刑 拖欠 还款 赔偿 罪 本报讯 本报记者 通讯员 王某 本报成都1月26日电 图为 摄 □ ■ "
    "● # ## ** | 第3版 记者： 来源： 工作报告 新闻发布会 集中攻坚期间 实施以来 数据 x A ３ １２． 件， 件。 3.2% "
    "36件 1.26亿元 4120件 96.75% ， ， 、 。 "
)
WORDS = (*NO_BLANK.split(), "\n", "\n\n", " ", "　", "\t", "\r\n", "\x00", "𠮷", "\ufeff", "é", "\u2028", "٣")


def text_of(data: bytes) -> str:
    """The text that bytes stand for: after an even first byte UTF-8 with its faults left out, else words."""
    if not data:
        return ""
    if data[0] % 2 == 0:
        return data[1:].decode("utf-8", errors="ignore")
    return "".join(WORDS[byte % len(WORDS)] for byte in data[1:])
