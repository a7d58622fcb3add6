"""Which texts are the same release, lightly edited, and which only use the same words."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_texts import read

from extraction.fingerprints import SHORTEST, band_keys, features_of, is_reprint

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
RELEASE = [
    "2031年上半年，云岭省法院共受理各类案件38.26万件，同比增长4.7%；审结31.94万件，同比增长5.2%，结案率为83.48%。",
    "其中，受理执行案件12.83万件，执结10.11万件，执行到位金额214.6亿元，同比上升9.3%。",
    "上半年，全省法院审结知识产权案件6127件，判赔金额合计3.42亿元，适用惩罚性赔偿48件。",
    "审理周期继续缩短，一审民事案件平均用时51.3天，比上年同期少4.6天，上诉率下降到7.85%。",
    "下一步，各级法院将继续提升办案质效，把纠纷化解在基层，为高质量发展提供有力保障。",
]
BULLETIN = "全院受理案件{}件，审结{}件，结案率{}%，执行到位金额{}万元，调解成功{}件，平均用时{}天，上诉率{}%。"
SPEECH = "要坚持把非诉讼纠纷解决机制挺在前面，完善诉讼服务，强化善意文明执行理念，依法平等保护各类市场主体合法权益。"


def same(first, later):
    return is_reprint(features_of(first), features_of(later))


def share_a_key(first, later):
    return bool(set(band_keys(features_of(first))) & set(band_keys(features_of(later))))


def release(*paragraphs):
    return "\n".join(paragraphs or RELEASE)


def sample(name):
    (report,) = read((SAMPLES / name).read_text(encoding="utf-8")).reports
    return report.text


EDITED = [
    pytest.param(release("本报云岭7月18日电 记者从省高级人民法院获悉：", *RELEASE), id="dateline put before it"),
    pytest.param(release(*RELEASE[:2], *RELEASE[3:]), id="paragraph cut from the middle"),
    pytest.param(release(*RELEASE[:4]), id="last paragraph cut"),
    pytest.param(release(*RELEASE[:4], "省高院表示，今后还要在基层多下功夫，让纠纷少起来。"), id="paragraph reworded"),
    pytest.param(release(*reversed(RELEASE)), id="paragraphs in another order"),
    pytest.param(release().replace("，", " ").replace("；", "。"), id="other punctuation"),
    pytest.param(release().replace("214.6亿元", "2146亿元"), id="one figure misprinted"),
    pytest.param(release().replace("6127件", "6,127件"), id="thousands set off"),
]


@pytest.mark.parametrize("edited", EDITED)
def test_a_lightly_edited_text_is_a_reprint_and_is_found(edited):
    assert same(release(), edited)
    assert share_a_key(release(), edited)


@pytest.mark.parametrize("edited", EDITED)
def test_so_it_is_when_the_edited_text_was_first(edited):
    assert same(edited, release())


def test_full_width_and_traditional_print_of_a_release_is_a_reprint():
    printed = release().translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.%"}).replace("个", "個")
    (report,) = read(printed.replace("万", "萬")).reports
    assert same(release(), report.text)


NO_REPRINTS = [
    pytest.param(
        BULLETIN.format(312, 287, "91.9", 1260, 74, "48.2", "6.1"),
        BULLETIN.format(298, 301, "88.4", 1425, 69, "45.7", "5.8"),
        id="same words, other figures",
    ),
    pytest.param(
        BULLETIN.format(312, 287, "91.9", 1260, 74, "48.2", "6.1"),
        BULLETIN.format(312, 287, "91.9", 1425, 74, "45.7", "5.8"),
        id="same words, three of seven figures other",
    ),
    pytest.param(
        "2030年，" + RELEASE[1] + RELEASE[3], "2031年，" + RELEASE[1] + RELEASE[3], id="figures of another year"
    ),
    pytest.param(release(), SPEECH * 2 + RELEASE[1], id="one paragraph quoted in another text"),
    pytest.param(RELEASE[0], release(), id="first a brief, then the whole with more figures"),
    pytest.param(SPEECH, SPEECH + RELEASE[0], id="figures added to a speech"),
    pytest.param("", "", id="nothing"),
    pytest.param("一则通稿。", "一则通稿！", id="too short to tell"),
]


@pytest.mark.parametrize(("first", "later"), NO_REPRINTS)
def test_a_text_of_its_own_is_no_reprint(first, later):
    assert not same(first, later)


def test_a_speech_without_figures_must_be_nearly_the_same():
    assert same(SPEECH, SPEECH.replace("要坚持", "必须坚持"))
    assert not same(SPEECH, SPEECH[: len(SPEECH) // 2] + "还要加强队伍建设和信息化建设，不断提高司法公信力。")


def test_the_reprint_among_the_samples_is_one():
    first, later = sample("national/2025-q3-main-figures.txt"), sample("national/2025-q3-reprint.txt")
    assert same(first, later)
    assert share_a_key(first, later)


def test_two_yearly_reports_of_one_court_are_no_reprints():
    first, later = sample("county/pujiang-court-2024.txt"), sample("county/pujiang-court-2025.txt")
    assert not same(first, later)
    assert not share_a_key(first, later)


def test_a_text_too_short_to_tell_has_no_keys():
    assert band_keys(features_of("法" * (SHORTEST - 1))) == ()


def test_keys_hang_on_nothing_but_the_text():
    code = "import sys\nfrom extraction.fingerprints import *\nprint(band_keys(features_of(sys.argv[1])))"
    keys = {
        subprocess.run(
            [sys.executable, "-c", code, release()],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert keys == {f"{band_keys(features_of(release()))}\n".encode()}


def test_the_same_words_with_other_figures_share_hardly_a_key():
    draw = random.Random(20311118)
    texts = [BULLETIN.format(*(draw.randrange(100, 10_000) for _ in range(7))) for _ in range(400)]
    keys = [key for text in texts for key in set(band_keys(features_of(text)))]
    assert len(set(keys)) > 0.9 * len(keys)


@given(st.text())
def test_any_text_can_be_compared_with_itself(text):
    features = features_of(text)
    assert band_keys(features) == band_keys(features_of(text))
    assert is_reprint(features, features) in (True, len(features.signs) >= SHORTEST)
