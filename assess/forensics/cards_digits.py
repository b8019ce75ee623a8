"""Cards of the tests that look at figures one by one: GRIM, last digits, Benford's law."""

from __future__ import annotations

from assess.base.texts import Text
from assess.forensics.benford import LEAST_FIRST, LEAST_SECOND, benford_first, benford_second
from assess.forensics.card import Card, Option
from assess.forensics.digits import LEAST_LAST, LEAST_ROUND, terminal_digit, too_round
from assess.forensics.grim_many import grim_means, grim_percentages

_FAMILY = "embellished"
_CAUSES = ("judged_on_paper", "low_capability")
_GRIM = "Brown & Heathers 2017, Soc. Psychol. Pers. Sci. 8(4), 363–369, doi:10.1177/1948550616673876"
_COUNTS = Text(
    zh="都是整数计数，至少九成不小于 100，散布远大于 10，没有定额，也不是一律以十为单位填报",
    en="Whole counts, nine tenths of them 100 or more, spread far wider than ten; no quota; not all in tens",
)
_RANGE = Text(
    zh="自然对数的散布够宽、形如一口钟，没有上下限，没有编号或定价一类指定的数",
    en="Natural logarithms spread widely like one bell; no cap or floor; no assigned numbers (codes, prices)",
)
_BENFORD_WRONG = Text(
    zh="这些数是分摊、推算、限额内的，或来自几类规模悬殊的单位；本福特定律对这类数据本来就不成立。",
    en="The values are shared out, derived or bounded, or come from a few classes of very different size: "
    "Benford's law does not hold for such data.",
)
_BENFORD_ASK = Text(
    zh="这些数是逐笔记录的还是推算的？能否抽取几笔核对原始记录？",
    en="Were these values recorded one by one or derived? May a few be checked against the original records?",
)
_BENFORD_DROP = Text(
    zh="抽查与原始记录相符，或说明了数据的产生方式使该定律不适用。",
    en="A sample agrees with the original records, or the way the data arise rules the law out.",
)
_BENFORD_REMEDY = Text(zh="改由业务系统直接取数。", en="Take the figures straight from the working system.")

_GRIM_PERCENT = Card(
    id="grim",
    title=Text(zh="凑不出来的百分比（GRIM）", en="Impossible percentages (GRIM)"),
    asks=Text(
        zh="所报的百分比能否由所报的分母得出？", en="Can the reported percentages come from their numbers of cases?"
    ),
    reads=("text", "cases"),
    run=grim_percentages,
    formula="possible ⇔ some whole k has |100k/n − x| ≤ ½·10^−d; silent where n ≥ 100·10^d",
    source=_GRIM,
    least=1,
    assumes=Text(
        zh="分母正确，所计的是整数个对象，小数是四舍五入的（舍、入和奇进偶舍都认可）",
        en="The cases are right and whole; figures are rounded (half up and half to even are both accepted)",
    ),
    may_be_wrong_if=Text(
        zh="分母填错（如有缺答），百分比是加权、多次平均或分题汇总的结果。",
        en="The number of cases is wrong (as with missing answers), or the percentage is weighted, an average of "
        "averages, or pooled over questions.",
    ),
    ask=Text(
        zh="请提供原始计数：分子、分母各是多少，如何取整？",
        en="What are the counts behind it: numerator, denominator, and how was it rounded?",
    ),
    withdrawn_if=Text(zh="原始计数能得出这个百分比。", en="The counts give this percentage."),
    remedy=Text(zh="按原始计数更正并注明分母。", en="Correct it from the counts and state the denominator."),
    family=_FAMILY,
    causes=_CAUSES,
)

_GRIM_MEAN = Card(
    id="grim_mean",
    title=Text(zh="凑不出来的平均分（GRIM）", en="Impossible means (GRIM)"),
    asks=Text(
        zh="所报的平均分能否由整数评分得出？", en="Can the reported means come from that many whole ratings?"
    ),
    reads=("text", "cases"),
    run=grim_means,
    formula="possible ⇔ some whole k has |k/(n·items) − x| ≤ ½·10^−d; silent where n·items ≥ 10^d",
    source=_GRIM,
    least=1,
    assumes=Text(
        zh="每份评分都是整数，份数正确，平均分是四舍五入的",
        en="Each rating is whole, their number is right, and means are rounded",
    ),
    may_be_wrong_if=Text(
        zh="可以打半分，份数填错，或平均分经过加权、换算。",
        en="Half points could be given, the number of ratings is wrong, or the mean is weighted or rescaled.",
    ),
    ask=Text(zh="请提供各分值的份数。", en="How many ratings were there of each grade?"),
    withdrawn_if=Text(zh="各分值的份数能得出这个平均分。", en="The numbers of each grade give this mean."),
    remedy=Text(zh="按各分值的份数更正并一并公布。", en="Correct it from the numbers of each grade; publish them."),
    family=_FAMILY,
    options=(
        Option(
            name="items",
            what=Text(zh="每份评分由几道题平均", en="Questions averaged in each rating"),
            default=1,
            least=1,
            most=1000,
        ),
    ),
    causes=_CAUSES,
)

_TOO_ROUND = Card(
    id="too_round",
    title=Text(zh="整十数过多", en="Too many round numbers"),
    asks=Text(zh="整十数是否多于逐个清点应有的？", en="Are there more multiples of ten than counting gives?"),
    reads=("count",),
    run=too_round,
    formula="K = #{x divisible by 10} ~ Bin(n, 1/10), upper tail",
    source="Dlugosz & Müller-Funk 2009, Adv. Data Anal. Classif. 3(3), 281–293",
    least=LEAST_ROUND,
    assumes=_COUNTS,
    may_be_wrong_if=Text(
        zh="有些数按规定取整，由人估计后填报，或所计的东西成十成批出现。",
        en="Some figures are rounded by rule, were estimated by people, or what is counted comes in tens.",
    ),
    ask=Text(
        zh="哪些数是清点的，哪些是估计的？能否从系统里重新取数？",
        en="Which figures were counted, which estimated? Can they be taken from the system again?",
    ),
    withdrawn_if=Text(
        zh="系统取数与所报一致，或取整规则有据可查。",
        en="The system gives the same figures, or a rule for rounding is shown.",
    ),
    remedy=Text(
        zh="估计数注明为估计，其余从系统取数。", en="Mark estimates as such; take the rest from the system."
    ),
    family=_FAMILY,
    causes=_CAUSES,
)

_TERMINAL = Card(
    id="terminal_digit",
    title=Text(zh="末位数字不匀", en="Uneven last digits"),
    asks=Text(zh="末位 0 到 9 是否大致同样多？", en="Do last digits 0–9 come about equally often?"),
    reads=("count",),
    run=terminal_digit,
    formula="X² = Σ (O − n/10)² / (n/10), 9 df; V = √(X²/9n)",
    source="Mosimann et al. 2002, Account. Res. 9(2), 75–92; Beber & Scacco 2012, Polit. Anal. 20(2), 211–234",
    least=LEAST_LAST,
    assumes=_COUNTS,
    may_be_wrong_if=Text(
        zh="部分数取过整、是别的数的合计或倍数，或所计的东西成对成批出现。",
        en="Some figures were rounded, are sums or multiples of others, or things come in pairs or batches.",
    ),
    ask=Text(
        zh="这些数由谁、从哪里得来？能否抽取几个与原始记录核对？",
        en="Who took these figures from where? May a few be checked against the records?",
    ),
    withdrawn_if=Text(
        zh="抽查与原始记录相符，或说明了取整的规则。",
        en="A sample agrees with the records, or the rule for rounding is shown.",
    ),
    remedy=Text(zh="改由业务系统直接取数。", en="Take the figures straight from the working system."),
    family=_FAMILY,
    causes=_CAUSES,
)

_FIRST = Card(
    id="benford_first",
    title=Text(zh="首位数字与本福特定律", en="First digits and Benford's law"),
    asks=Text(
        zh="跨越几个数量级的数，首位数字是否像自然数据？", en="Do first digits of wide data look like natural ones?"
    ),
    reads=("value",),
    run=benford_first,
    formula="X² = n Σ (f_d − log10(1+1/d))² / log10(1+1/d), 8 df; d = √Σ (f_d − log10(1+1/d))²",
    source="Benford 1938; Hill 1995, Stat. Sci. 10(4), 354–363; Cho & Gaines 2007, Am. Stat. 61(3), 218–223; "
    "against careless use: Deckert et al. 2011, Polit. Anal. 19(3), 245–268",
    least=LEAST_FIRST,
    assumes=_RANGE,
    may_be_wrong_if=_BENFORD_WRONG,
    ask=_BENFORD_ASK,
    withdrawn_if=_BENFORD_DROP,
    remedy=_BENFORD_REMEDY,
    family=_FAMILY,
    causes=_CAUSES,
)

_SECOND = Card(
    id="benford_second",
    title=Text(zh="第二位数字与本福特定律", en="Second digits and Benford's law"),
    asks=Text(zh="第二位数字是否像自然数据？", en="Do second digits look like those of natural data?"),
    reads=("value",),
    run=benford_second,
    formula="X² as for the first digit, P(d) = Σ_k log10(1 + 1/(10k+d)), k = 1…9; 9 df",
    source="Diekmann 2007, J. Appl. Stat. 34(3), 321–329; Cho & Gaines 2007, Am. Stat. 61(3), 218–223; against "
    "careless use: Deckert et al. 2011, Polit. Anal. 19(3), 245–268",
    least=LEAST_SECOND,
    assumes=_RANGE,
    may_be_wrong_if=_BENFORD_WRONG,
    ask=_BENFORD_ASK,
    withdrawn_if=_BENFORD_DROP,
    remedy=_BENFORD_REMEDY,
    family=_FAMILY,
    causes=_CAUSES,
)

DIGITS: tuple[Card, ...] = (_GRIM_PERCENT, _GRIM_MEAN, _TOO_ROUND, _TERMINAL, _FIRST, _SECOND)
