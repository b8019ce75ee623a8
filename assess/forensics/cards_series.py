"""Cards of the tests that read series of days and counts held against traces or peers."""

from __future__ import annotations

from assess.base.texts import Text
from assess.forensics import funnel, rush, storm, trace_ratio
from assess.forensics.card import Card, Option

_TOLERANCE = Option(
    name="tolerance",
    what=Text(zh="允许的倍数", en="Times the expectation that are let pass"),
    default=1.10, least=1, most=10,
)  # fmt: skip

SERIES: tuple[Card, ...] = (
    Card(
        id=rush.TEST,
        title=Text(zh="期末突击", en="End-of-period rush"),
        asks=Text(
            zh="每期最后几天的量是否高出同行或去年同期应有的？",
            en="Do the last days of each period hold more than peers or last year show on such days?",
        ),
        reads=("period", "time", "count"),
        may_read=("expected",),
        run=rush.rush,
        formula="T = sum over last days of (O - t·E)/sqrt(E) against random circular shifts of each period's "
        "residuals",
        source="Ernst 2004, Statistical Science 19(4), 676-685, doi:10.1214/088342304000000396",
        least=rush.LEAST_PERIODS,
        options=(
            Option(
                name="window",
                what=Text(zh="期末的天数", en="How many days at the end of a period"),
                default=3, least=1, most=30,
            ),
            _TOLERANCE,
        ),
        assumes=Text(
            zh="至少 3 期，每期至少为期末天数的四倍；有同行、去年或不受考核的同类数据可比，"
            "否则自然的月末高峰无法区分。",
            en="Three periods or more, each at least four times the last days; figures of peers, last year or a "
            "series nobody assesses, without which natural peaks cannot be told apart.",
        ),
        may_be_wrong_if=Text(
            zh="本单位的业务周期与对照不同（如发薪、结算日），或同行也在突击。",
            en="The body's own cycle differs from the comparison (pay days, settlement), or the peers rush as "
            "well.",
        ),
        ask=Text(
            zh="期末集中的是什么工作，期限和考核是怎么定的？",
            en="What work gathers at the end of the period, and how are deadlines and assessments set?",
        ),
        withdrawn_if=Text(
            zh="说明了与对照不同的业务周期，并有往年数据印证。",
            en="A cycle of its own is shown and earlier years bear it out.",
        ),
        remedy=Text(
            zh="取消按期末截点计数的考核，改看全期的实际使用。",
            en="Stop assessing counts at the end of a period; look at real use over the whole of it.",
        ),
        family="burden",
        causes=("judged_on_paper",),
    ),
    Card(
        id=storm.TEST,
        title=Text(zh="风暴与回落", en="Storm and fall back"),
        asks=Text(
            zh="检查或考核期间的量是否突然升高，过后又落回？",
            en="Does activity rise during a visit or an assessment and fall back after it?",
        ),
        reads=("time", "count", "marked"),
        may_read=("expected",),
        run=storm.storm,
        formula="window mean less means of 2W days before and of 2W days after, each against all placebo windows; "
        "larger p",
        source="Bertrand, Duflo & Mullainathan 2004, Quarterly Journal of Economics 119(1), 249-275",
        least=storm.LEAST,
        assumes=Text(
            zh="逐日数据至少 120 天且为时段的 25 倍；时段连续，前后各有两倍长度；其余日子的波动方式不变。",
            en="Days of 120 or more and 25 times the window; one window with twice its length on both sides; the "
            "other days vary as these would have.",
        ),
        may_be_wrong_if=Text(
            zh="那几天有别的事情（节假日、政策生效、系统故障后补录）。持续的改进不会被问到。",
            en="Something else happened on these days (a holiday, a new rule, a backlog after a failure). An "
            "improvement that stays is not asked about.",
        ),
        ask=Text(
            zh="那几天的量由哪些账号、哪些操作组成，之后为何落回？",
            en="Which accounts and actions make up these days, and why did they fall back?",
        ),
        withdrawn_if=Text(
            zh="有与检查无关的原因，且同行同期也有同样的升落。",
            en="A cause that has nothing to do with the visit is shown, and peers rise and fall on the same days.",
        ),
        remedy=Text(
            zh="检查改为不定期，看平时的数据，不看检查当天的数据。",
            en="Visit without notice, and read the data of ordinary days instead of the day of the visit.",
        ),
        family="decorative",
        causes=("vanity", "judged_on_paper"),
    ),
    Card(
        id=trace_ratio.TEST,
        title=Text(zh="上报数与痕迹数", en="Reported against traced"),
        asks=Text(
            zh="上报数是否超出痕迹按覆盖率折算后能支持的数？",
            en="Is the reported figure larger than the traces, allowed for what they miss, can hold?",
        ),
        reads=("reported", "traced", "coverage"),
        run=trace_ratio.trace_ratio,
        formula="z = (ln(R·c/X) - ln t)/sqrt((1 - c)/X + (sd(c)/c)²)",
        source="Oehlert 1992, The American Statistician 46(1), 27-29 (delta method)",
        least=trace_ratio.LEAST,
        options=(
            Option(
                name="same_unit",
                what=Text(zh="已确认两边数的是同一种东西（1 为是）", en="Both count the same thing, somebody "
                "confirms (1: yes)"),
                default=0, least=0, most=1,
            ),
            Option(
                name="coverage_sd",
                what=Text(zh="覆盖率的标准差", en="Standard deviation of the coverage"),
                default=0.01, least=0, most=0.1,
            ),
            _TOLERANCE,
        ),
        assumes=Text(
            zh="痕迹数至少 100；覆盖率已知，不低于 50%；两边数的是同一种东西（账号、设备、人或次数），由人确认。",
            en="100 traced or more; coverage known and 50% or more; both figures count the same thing (accounts, "
            "devices, persons or visits), confirmed by somebody.",
        ),
        may_be_wrong_if=Text(
            zh="部分渠道（窗口、电话、旧系统）不留痕迹，覆盖率估得过高，或时间范围不同。",
            en="Some channels (counters, telephone, an older system) leave no traces, coverage is set too high, or "
            "the figures are of different periods.",
        ),
        ask=Text(
            zh="多出来的部分从哪些渠道来，用什么口径数的？",
            en="From which channels does the rest come, and how was it counted?",
        ),
        withdrawn_if=Text(
            zh="给出其他渠道的原始记录，或覆盖率经核实低于所用的值。",
            en="Records of other channels are shown, or the coverage proves to be lower than the one used.",
        ),
        remedy=Text(
            zh="由系统直接产生统计数，取消手工上报。",
            en="Let systems produce the figures and end reporting by hand.",
        ),
        family="embellished",
        causes=("judged_on_paper", "traces_unused"),
    ),
    Card(
        id=funnel.TEST,
        title=Text(zh="同行漏斗", en="Peer funnel"),
        asks=Text(
            zh="哪些单位高出同行，超过规模和正常差异能解释的？",
            en="Which bodies stand above their peers by more than size and honest differences explain?",
        ),
        reads=("unit", "count", "expected"),
        run=funnel.peer_funnel,
        formula="z = (ln(O/E) - median)/sqrt(1/O + tau²), tau² from the median |z|; t with n/3 df; "
        "Benjamini-Hochberg",
        source="Spiegelhalter 2005, Qual. Saf. Health Care 14(5), 347-351, doi:10.1136/qshc.2005.013755",
        least=funnel.LEAST,
        assumes=Text(
            zh="至少 30 个单位，每个至少 5；应有数已按规模折算；多数单位如实。三成以上虚高时本检验看不出。",
            en="30 bodies or more with counts of 5 or more; expectations allow for size; most bodies are honest. "
            "Where more than three in ten are inflated it cannot be seen.",
        ),
        may_be_wrong_if=Text(
            zh="单位有应有数没有计入的特殊条件（旅游地、试点、大型活动）。",
            en="A body has conditions that its expectation leaves out (a resort, a pilot, a large event).",
        ),
        ask=Text(
            zh="本单位与同行有什么不同，数是怎么来的？",
            en="What is different here from the peers, and how did the figure come about?",
        ),
        withdrawn_if=Text(
            zh="说明了特殊条件，并按它重新折算后回到正常范围。",
            en="The condition is shown, and with it in the expectation the body is within the range.",
        ),
        remedy=Text(
            zh="对高出的单位用痕迹核对，不按数量排名次。",
            en="Hold the figures of bodies that stand out against traces, and do not rank by quantity.",
        ),
        family="embellished",
        unit_of_test="campaign",
        causes=("judged_on_paper", "vanity"),
    ),
)  # fmt: skip
