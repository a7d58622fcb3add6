"""Signs that the fonts of PDFs stand for characters: radicals and ligatures become the characters they are read as."""

import unicodedata

# CJK Radicals Supplement, of which Unicode tells no decomposition: the character that has the same shape.
_SUPPLEMENT = str.maketrans(
    "⺁⺇⺈⺊⺏⺐⺑⺓⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺧⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂几刀卜尢尢尢幺心手攴无日月歹母民水水火爪爪牛犬玉疋目示示糸纟网网网网羊羊羊老聿聿肉臼艹艹艹虎衣西西见角角讠贝足车辶辶辶阝钅长长长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿竜龙龟龟龟",
)
_COMPATIBLE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0xFB00, 0xFB07))
}


def as_characters(text: str) -> str:
    """The text with characters in the place of Kangxi radicals (⼈), compatibility ideographs and Latin ligatures."""
    return text.translate(_SUPPLEMENT).translate(_COMPATIBLE)
