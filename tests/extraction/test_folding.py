"""Folding gives one spelling to signs printed in many ways, and every sign keeps its place."""

import pytest

from extraction.folding import fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        pytest.param("１４．１８万件", "14.18万件", id="full-width digits and stop"),
        pytest.param("９７％", "97%", id="full-width percent sign"),
        pytest.param("ＡＢ１２", "AB12", id="full-width letters"),
        pytest.param("12﹪", "12%", id="small percent sign"),
        pytest.param("個百分點", "个百分点", id="traditional characters"),
        pytest.param("執行到位金額", "执行到位金额", id="a traditional phrase"),
        pytest.param("答覆", "答复", id="a word simplified only as a whole"),
        pytest.param("沈阳答沈默", "沈阳答沉默", id="a sign simplified in some words only"),
        pytest.param("审结3件,执结2件", "审结3件，执结2件", id="a comma of running text"),
        pytest.param("1,234件", "1,234件", id="a comma inside a number"),
        pytest.param("１，２３４件", "1,234件", id="a full-width comma inside a full-width number"),
        pytest.param("3，200件", "3，200件", id="a full-width comma beside half-width digits"),
        pytest.param("审结3件.", "审结3件。", id="a full stop at the end"),
        pytest.param("3.5%", "3.5%", id="a decimal point"),
        pytest.param("审结(含旧存)3件", "审结（含旧存）3件", id="half-width brackets"),
        pytest.param("编辑:王某", "编辑：王某", id="a colon of running text"),
        pytest.param("09:30", "09:30", id="a colon of a time of day"),
        pytest.param("1∶3", "1:3", id="the sign of a proportion"),
        pytest.param('称"春雷行动"成功', "称“春雷行动”成功", id="straight quotes"),
        pytest.param("「春雷」", "“春雷”", id="corner brackets"),
        pytest.param("12\u3000件", "12 件", id="an ideographic blank"),
        pytest.param("12\u00a0件", "12 件", id="a hard blank"),
        pytest.param("一行\r另一行", "一行\n另一行", id="a carriage return ends a line"),
        pytest.param("3\u20135件", "3—5件", id="an en dash"),
    ],
)
def test_sign_gets_its_one_spelling(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\x00\x01\x7f", id="control characters"),
        pytest.param("一\r\n二\r三\n四", id="mixed ends of lines"),
        pytest.param("𠮷野家３件", id="a character beyond the basic plane"),
        pytest.param("e\u0301 \u200b\ufeff", id="combining and zero-width signs"),
        pytest.param("乾隆皇后裏面發佈", id="characters with several simplifications"),
        pytest.param("瞭解藉口乾淨", id="words whose simplification hangs on the phrase"),
        pytest.param("İßﬁ㎡㈱", id="signs that other foldings lengthen"),
    ],
)
def test_length_never_changes(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_what_is_folded_changes_nothing() -> None:
    once = fold('１,234件,執結"３"個；（見圖）.')
    assert fold(once) == once
