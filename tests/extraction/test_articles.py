"""The articles of invented newspaper pages: which headings, bylines and paragraphs belong together."""

from extraction.articles import Article, join_article, read_articles
from extraction.folding import fold

ORCHARD = "去年以来，青禾县法院深入果园化解纠纷，全年审结涉果园承包案件320件，同比增长3.2%。"
ORCHARD_MORE = "青禾县法院还在果园设立巡回审判点，方便果农就近诉讼。"
HARBOUR = "去年，蓝湾法院依法审理渔船买卖纠纷，扣押渔船36艘，渔民领到工资款120万元。"
HARBOUR_MORE = "蓝湾法院的法官登上渔船，当场为渔民办理立案手续。"


def articles_of(page: str) -> list[Article]:
    return read_articles(fold(page))


def bodies(page: str) -> list[str]:
    folded = fold(page)
    return [join_article(folded, article)[0].text for article in read_articles(folded)]


def titles(page: str) -> list[str | None]:
    return [article.title.text if article.title else None for article in articles_of(page)]


def test_two_articles_with_headings_are_told_apart() -> None:
    page = f"果园里的巡回审判\n□ 本报记者 王某\n{ORCHARD}\n渔船上的立案窗口\n□ 本报记者 李某\n{HARBOUR}"
    assert titles(page) == ["果园里的巡回审判", "渔船上的立案窗口"]
    assert bodies(page) == [fold(ORCHARD), fold(HARBOUR)]


def test_markdown_headings_divide_a_page() -> None:
    page = f"# 果园里的巡回审判\n\n{ORCHARD}\n\n# 渔船上的立案窗口\n\n{HARBOUR}"
    assert titles(page) == ["果园里的巡回审判", "渔船上的立案窗口"]


def test_paragraphs_of_one_article_stay_together() -> None:
    page = f"果园里的巡回审判\n{ORCHARD}\n{ORCHARD_MORE}"
    assert bodies(page) == [f"{fold(ORCHARD)}\n{ORCHARD_MORE}"]


def test_shoulder_line_is_a_subtitle() -> None:
    page = f"# 果园里的巡回审判\n## 青禾县法院服务果农\n{ORCHARD}"
    (article,) = articles_of(page)
    assert article.title is not None
    assert article.title.text == "果园里的巡回审判"
    assert [line.text for line in article.subtitles] == ["青禾县法院服务果农"]


def test_headless_article_begins_at_its_byline() -> None:
    page = f"果园里的巡回审判\n□ 本报记者 王某\n{ORCHARD}\n□ 本报记者 李某\n{HARBOUR}"
    assert titles(page) == ["果园里的巡回审判", None]
    assert bodies(page) == [fold(ORCHARD), fold(HARBOUR)]


def test_byline_is_kept_without_its_mark() -> None:
    (article,) = articles_of(f"果园里的巡回审判\n□ 本报记者 王某 通讯员 李某\n{ORCHARD}")
    assert article.bylines == ["本报记者 王某 通讯员 李某"]


def test_heading_behind_its_body_goes_to_the_headless_article_it_speaks_of() -> None:
    harbour = f"□ 本报记者 李某\n{HARBOUR}\n{HARBOUR_MORE}"
    page = f"{harbour}\n# 果园里的巡回审判\n□ 本报记者 王某\n{ORCHARD}\n# 渔船买卖纠纷化解在蓝湾"
    assert titles(page) == ["渔船买卖纠纷化解在蓝湾", "果园里的巡回审判"]


def test_heading_put_beside_another_goes_to_the_headless_article_it_speaks_of() -> None:
    page = f"□ 本报记者 李某\n{HARBOUR}\n# 渔船买卖纠纷化解在蓝湾\n# 果园承包案件这样审\n□ 本报记者 王某\n{ORCHARD}"
    assert titles(page) == ["渔船买卖纠纷化解在蓝湾", "果园承包案件这样审"]


def test_paragraph_above_a_photographers_credit_is_a_caption() -> None:
    caption = "图为青禾县法院法官在果园向果农讲解法律知识。"
    page = f"果园里的巡回审判\n□ 本报记者 王某\n{ORCHARD}\n{caption}\n本报记者 李某 摄"
    assert [article.kind for article in articles_of(page)] == ["article", "caption"]
    assert bodies(page) == [fold(ORCHARD), caption]


def test_caption_keeps_its_credit() -> None:
    page = f"果园里的巡回审判\n□ 本报记者 王某\n{ORCHARD}\n图为法官在果园。\n本报记者 李某 摄"
    assert articles_of(page)[1].bylines == ["本报记者 李某 摄"]


def test_lone_paragraph_under_a_heading_it_does_not_speak_of_is_a_fragment() -> None:
    page = (
        f"# 果园里的巡回审判\n□ 本报记者 王某\n{ORCHARD}\n# 渔船上的立案窗口\n□ 本报记者 李某\n{HARBOUR}\n"
        "# 简讯\n会议强调，要持续推进数字化建设，让群众少跑腿。"
    )
    assert [article.kind for article in articles_of(page)] == ["article", "article", "fragment"]


def test_paragraph_cut_in_a_sentence_is_joined() -> None:
    before, behind = "去年，青禾县法院审结涉果园承包的各类案件，其中以调解方式结案的有", "120件，占三成。"
    page = f"果园里的巡回审判\n{ORCHARD_MORE}\n{before}\n{behind}"
    assert bodies(page) == [f"{ORCHARD_MORE}\n{before}{behind}"]


def test_paragraph_cut_before_a_comma_is_joined() -> None:
    page = f"果园里的巡回审判\n{ORCHARD_MORE}\n去年青禾县法院审结案件120件\n，占三成。"
    assert bodies(page) == [f"{ORCHARD_MORE}\n去年青禾县法院审结案件120件，占三成。"]


def test_marks_of_bold_type_are_left_out() -> None:
    page = "**果园里的巡回审判**\n去年，青禾县法院深入果园化解纠纷，全年审结案件**320件**，同比增长3.2%。"
    assert titles(page) == ["果园里的巡回审判"]
    assert bodies(page) == ["去年，青禾县法院深入果园化解纠纷，全年审结案件320件，同比增长3.2%。"]


def test_rules_quotes_and_pictures_of_markdown_are_no_text() -> None:
    page = f"# 果园里的巡回审判\n---\n> {ORCHARD}\n![果园](a.png)\n{ORCHARD_MORE}"
    assert bodies(page) == [f"{fold(ORCHARD)}\n{ORCHARD_MORE}"]


def test_paragraph_cut_in_a_figure_is_joined() -> None:
    page = f"果园里的巡回审判\n{ORCHARD_MORE}\n去年，青禾县法院共审结涉果园承包的各类案件达到13.3万\n件，占三成。"
    assert "13.3万件" in bodies(page)[0]


def test_paragraph_cut_over_a_blank_line_is_joined() -> None:
    page = f"果园里的巡回审判\n{ORCHARD_MORE}\n去年，青禾县法院共审结涉果园承包的各类案件达到13.3万\n\n件，占三成。"
    assert "13.3万件" in bodies(page)[0]


def test_paragraph_that_ends_with_its_sentence_is_not_joined() -> None:
    assert bodies(f"果园里的巡回审判\n{ORCHARD}\n{ORCHARD_MORE}")[0].count("\n") == 1


def test_closing_dateline_ends_an_article() -> None:
    page = f"果园里的巡回审判\n{ORCHARD}\n本报青禾1月26日电\n{HARBOUR}"
    first, second = articles_of(page)
    assert (first.dateline, first.dateline_place) == ("1月26日", "青禾")
    assert [line.text for line in second.body] == [fold(HARBOUR)]


def test_run_in_dateline_and_byline_are_cut_from_the_body() -> None:
    page = f"果园里的巡回审判\n本报青禾1月26日电（记者 王某 通讯员 李某）{ORCHARD}"
    (article,) = articles_of(page)
    assert (article.dateline, article.dateline_place) == ("1月26日", "青禾")
    assert article.bylines == ["记者 王某 通讯员 李某"]
    assert bodies(page) == [fold(ORCHARD)]


def test_run_in_dateline_with_a_year_keeps_it() -> None:
    (article,) = articles_of(f"果园里的巡回审判\n中新网2026年1月26日电 {ORCHARD}")
    assert article.dateline == "2026年1月26日"


def test_run_in_byline_alone_is_cut_from_the_body() -> None:
    page = f"果园里的巡回审判\n本报讯（记者王某）{ORCHARD}"
    assert bodies(page) == [fold(ORCHARD)]


def test_run_in_dateline_begins_a_new_article_on_a_page() -> None:
    page = f"果园里的巡回审判\n本报讯（记者王某）{ORCHARD}\n本报讯（记者李某）{HARBOUR}"
    assert bodies(page) == [fold(ORCHARD), fold(HARBOUR)]


def test_section_heading_is_a_block_of_its_own() -> None:
    page = fold(f"果园里的巡回审判\n{ORCHARD}\n一、渔船案件\n{HARBOUR}")
    (article,) = read_articles(page)
    text, blocks = join_article(page, article)
    assert [block.is_heading for block in blocks] == [False, True, False]
    assert text.text[blocks[1].start : blocks[1].end] == "一、渔船案件"


def test_blocks_cover_the_joined_text() -> None:
    page = fold(f"果园里的巡回审判\n{ORCHARD}\n{ORCHARD_MORE}")
    (article,) = read_articles(page)
    text, blocks = join_article(page, article)
    assert "\n".join(text.text[block.start : block.end] for block in blocks) == text.text


def test_heading_without_any_body_is_an_article_of_its_own() -> None:
    assert titles("果园里的巡回审判") == ["果园里的巡回审判"]


def test_imprint_is_no_part_of_a_body() -> None:
    page = f"果园里的巡回审判\n{ORCHARD}\n2026-01-28\n第4版\n{ORCHARD_MORE}"
    assert bodies(page) == [f"{fold(ORCHARD)}\n{ORCHARD_MORE}"]


def test_empty_page_has_no_article() -> None:
    assert articles_of(" \n\n") == []


def test_name_of_the_paper_is_no_headline() -> None:
    (article,) = read_articles(
        fold("青禾法治报\n2026年1月20日 第3版\n\n法院晒出成绩单\n\n2025年，青禾县法院审结36件。")
    )
    assert article.title is not None
    assert article.title.text == "法院晒出成绩单"


def test_caption_with_its_photographer_stands_alone() -> None:
    articles = read_articles(fold("法院晒出成绩单\n\n2025年，青禾县法院审结36件。\n\n图为法官在田间调解。陈某 摄\n"))
    assert [article.kind for article in articles] == ["article", "caption"]


def test_question_of_an_interview_is_no_byline() -> None:
    (article,) = read_articles(fold("院长谈执行\n\n记者：今年成效如何？\n\n王某：执结36件。"))
    assert article.bylines == []


def test_headings_of_two_articles_between_their_bodies_go_to_their_own() -> None:
    articles = read_articles(
        fold(
            "□ 本报记者 张某\n\n南康区法院审结案件1200件，家具纠纷300件。\n\n南康：家具纠纷化解见实效\n\n"
            "青原：执行提速\n\n□ 本报记者 李某\n\n青原区法院执结案件900件，执行提速。"
        )
    )
    assert [article.title and article.title.text for article in articles] == [
        "南康：家具纠纷化解见实效",
        "青原：执行提速",
    ]


def test_plain_line_above_an_opening_dateline_is_the_heading_of_a_new_article() -> None:
    page = (
        "江苏发布白皮书\n本报讯 全省法院审结案件12467件。\n\n内蒙古：三年执结案件41万件\n"
        "本报呼和浩特4月26日电 记者获悉，全区法院执结案件41.2万件。"
    )
    assert titles(page) == ["江苏发布白皮书", "内蒙古：三年执结案件41万件"]
