"""Cards of the tests that look at how reported figures lie together: at a target, in their spread, as copies."""

from __future__ import annotations

from assess.base.texts import Text
from assess.forensics import bunching, density, downloads, duplicates, variance
from assess.forensics.card import Card, Option

_FAMILY = "embellished"
_TARGET = (
    Option(name="target", what=Text(zh="目标值（达标线）", en="The target"), default=None),
    Option(
        name="side",
        what=Text(
            zh="达标的方向：1 为不低于，-1 为不高于", en="Which side meets it: 1 at or above, -1 at or below"
        ),
        default=1,
        least=-1,
        most=1,
    ),
)
_TARGET_ASK = Text(
    zh="刚好达标的数由谁核定，依据是什么？能否核对其中几个？",
    en="Who established the values that just meet the target, and on what? May a few of them be checked?",
)
_TARGET_DROP = Text(
    zh="核对的数与原始记录相符，或有正当规则使数停在目标值（如达标后不再办理）。",
    en="Those checked agree with the records, or a sound rule stops values at the target (as when work "
    "ends there).",
)
_TARGET_REMEDY = Text(
    zh="核定与考核分开，公布分布而不只公布达标率。",
    en="Separate who establishes figures from who is judged by them; publish distributions, not only who met it.",
)
_PRESSURE = ("judged_on_paper", "vanity")

_BUNCHING = Card(
    id=bunching.BUNCHING,
    title=Text(zh="扎堆在目标值", en="Bunching at a target"),
    asks=Text(
        zh="刚好达标的数是否多得出奇？", en="Are there more values just past the target than the rest suggests?"
    ),
    reads=("value",),
    run=bunching.bunching,
    formula="ln E(bin) = cubic + marks at round numbers, without the first bin past the target and 3 bins "
    "short of it; "
    "p: signed root of the likelihood ratio of the first bin, over √dispersion",
    source="Chetty et al. 2011, QJE 126(2), 749–804; Kleven 2016, Annu. Rev. Econ. 8, 435–464; Kleven & "
    "Waseem 2013, "
    "QJE 128(2), 669–723",
    least=bunching.LEAST,
    assumes=Text(
        zh="没有激励时分布平滑，目标值不在数据的边上，小分母造成的成堆已排除",
        en="Without incentive the distribution is smooth; the target is not at its end; no heaps of small "
        "denominators",
    ),
    may_be_wrong_if=Text(
        zh="目标值处本来就有台阶（补贴档次、自动停办、分母很小），或目标值是照着已有水平定的。",
        en="There is a step at the target anyway (a grade of subsidy, work that stops there, few cases), "
        "or the target "
        "was set where values already lay.",
    ),
    ask=_TARGET_ASK,
    withdrawn_if=_TARGET_DROP,
    remedy=_TARGET_REMEDY,
    family=_FAMILY,
    options=(
        *_TARGET,
        Option(
            name="width",
            what=Text(zh="每档宽度（0 为自动）", en="Width of a bin (0: found from the values)"),
            default=0,
            least=0,
        ),
    ),
    causes=_PRESSURE,
)

_DENSITY = Card(
    id=density.DENSITY,
    title=Text(zh="密度在目标值处跃升", en="A jump of the density at a target"),
    asks=Text(zh="数值的密度在目标值处是否突然升高？", en="Does the density of the values jump at the target?"),
    reads=("value",),
    run=density.density_jump,
    formula="T = (f⁺ − f⁻)/se, local polynomials, jackknife; one-sided by the sign of T (package "
    "rddensity, optional)",
    source="McCrary 2008, J. Econom. 142(2), 698–714; Cattaneo, Jansson & Ma 2020, JASA 115(531), 1449–1455",
    least=density.LEAST,
    assumes=Text(
        zh="数值几乎连续，没有激励时密度平滑",
        en="Nearly continuous values whose density is smooth without incentive",
    ),
    may_be_wrong_if=Text(
        zh="目标值处本来就有台阶，或数值取过整。",
        en="There is a step at the target anyway, or values were rounded.",
    ),
    ask=_TARGET_ASK,
    withdrawn_if=_TARGET_DROP,
    remedy=_TARGET_REMEDY,
    family=_FAMILY,
    options=_TARGET,
    causes=_PRESSURE,
)

_COLLAPSE = Card(
    id=variance.COLLAPSE,
    title=Text(zh="比率过于整齐", en="Rates too even"),
    asks=Text(zh="各组比率是否比碰巧还要整齐？", en="Do rates lie closer together than chance lets them?"),
    reads=("count", "cases"),
    run=variance.variance_collapse,
    formula="X² = Σ (x − m·p)² / (m·p·(1−p)), lower tail, n − 1 df",
    source="Fisher 1936, Ann. Sci. 1(2), 115–137; Simonsohn 2013, Psychol. Sci. 24(10), 1875–1888; Carlisle 2017, "
    "Anaesthesia 72(8), 944–952",
    least=variance.LEAST_COLLAPSE,
    assumes=Text(
        zh="各组个案互不相干，分子分母是整数，不是反复从固定的一群对象中抽取",
        en="Cases are independent, counts whole, and not drawn again and again from one fixed set",
    ),
    may_be_wrong_if=Text(
        zh="评价来自同一批人或固定的名单，样本按定额配平，或各组的数由同一个合计分摊。",
        en="The same people or a fixed list answered, samples were balanced by quota, or one total was shared out.",
    ),
    ask=Text(
        zh="各组的原始计数从哪里来，由谁统计？", en="Where does each group's count come from, and who counted it?"
    ),
    withdrawn_if=Text(
        zh="原始记录能还原各组的计数，或说明了抽样使比率整齐。",
        en="The records give each count again, or the sampling explains the evenness.",
    ),
    remedy=Text(zh="由系统按组直接计数并公布分子分母。", en="Let the system count by group; publish both counts."),
    family=_FAMILY,
    options=(
        Option(
            name="drawn",
            what=Text(
                zh="个案最多占其来源的固定人群的几成（每次都是新发生的个案则为 0）",
                en="The largest share that the cases are of a fixed set they come from (0: new cases arise "
                "each time)",
            ),
            default=None,
            least=0,
            most=1,
        ),
    ),
    causes=_PRESSURE,
)

_DROP = Card(
    id=variance.DROP,
    title=Text(zh="散布突然缩小", en="A sudden drop of the spread"),
    asks=Text(
        zh="后一期的数是否比前一期整齐得多？", en="Did figures scatter less in the second period than in the first?"
    ),
    reads=("value", "period"),
    run=variance.variance_drop,
    formula="paired: rank sums × signed ranks of differences (Pitman–Morgan); else t on |x − median| "
    "(Brown–Forsythe); "
    "one-sided",
    source="Pitman 1939 and Morgan 1939, Biometrika 31(1/2); Brown & Forsythe 1974, JASA 69(346), 364–367; "
    "Layard 1973, "
    "JASA 68(341), 195–198",
    least=variance.LEAST_DROP,
    assumes=Text(
        zh="恰好两期，水平没有明显变动，数没有堆在量程的一端",
        en="Exactly two periods, no marked move of the level, no pile at an end of the scale",
    ),
    may_be_wrong_if=Text(
        zh="口径统一、分母变大、落后单位真正赶上，或单位合并。",
        en="Definitions were unified, denominators grew, laggards really caught up, or units were merged.",
    ),
    ask=Text(
        zh="两期之间统计口径、填报办法或填报人有何变化？",
        en="What changed between the periods in definition or reporting?",
    ),
    withdrawn_if=Text(
        zh="口径变化、分母变大或改进有据可查。",
        en="A change of definition, larger denominators or improvement is shown.",
    ),
    remedy=Text(
        zh="按同一口径重算前期，并公布各单位的数。", en="Recompute the first period alike; publish each unit."
    ),
    family=_FAMILY,
    may_read=("unit",),
    causes=_PRESSURE,
)

_DUPLICATES = Card(
    id=duplicates.DUPLICATES,
    title=Text(zh="近乎相同的问卷", en="Rows that are nearly copies"),
    asks=Text(
        zh="同一单位内最相似的问卷是否比不同单位之间还要相似得多？",
        en="Are the most alike rows inside a unit more alike than rows of different units?",
    ),
    reads=("unit", "answer"),
    run=duplicates.near_duplicates,
    formula="per unit: best matches over their lower quartile, mean of the top tenth and sum beyond nearly "
    "all, most equal rows (five or more) less those elsewhere; largest standardised figure against random "
    "dealings of the unit labels",
    source="Pesarin & Salmaso 2010; Westfall & Young 1993; against a fixed 85 % rule: Simmons et al. 2016, "
    "Stat. J. IAOS 32(3)",
    least=duplicates.LEAST,
    assumes=Text(
        zh="同类单位之间问卷可以互换（否则给出分层的列），问卷足够长、足以区分不同的人",
        en="Rows are exchangeable between units of a kind (else name a column of strata); forms long "
        "enough to tell "
        "people apart",
    ),
    may_be_wrong_if=Text(
        zh="同一人或同一家庭确实多次作答，系统重复提交，或该单位的服务特殊、作答自然相似。",
        en="One person or household did answer several times, the system sent answers twice, or the unit's service "
        "makes people answer alike.",
    ),
    ask=Text(
        zh="这些问卷的提交时间、账号和来源是什么？能否回访几位？",
        en="When, by which accounts and from where were these rows sent? May a few people be called back?",
    ),
    withdrawn_if=Text(
        zh="后台记录表明由不同的人分别提交，或属于系统重复提交。",
        en="Records show different people, or a repeated sending by the system.",
    ),
    remedy=Text(
        zh="去重后重算，改为办结后由系统直接邀评。", en="Remove copies and recompute; invite users from the system."
    ),
    family=_FAMILY,
    may_read=("stratum",),
    options=(
        Option(name="draws", what=Text(zh="随机分组次数", en="Random dealings"), default=999, least=199, most=9999),
        Option(
            name="seed",
            what=Text(zh="随机数种子", en="Seed of the random dealings"),
            default=duplicates.SEED,
            least=0,
            most=2**53,
        ),
    ),
    unit_of_test="campaign",
    causes=("judged_on_paper",),
)

_DOWNLOADS = Card(
    id=downloads.DOWNLOADS,
    title=Text(zh="下载多于浏览", en="More downloads than views"),
    asks=Text(
        zh="有没有条目的下载数超出浏览数所容许的范围？",
        en="Have some entries more downloads than their views allow?",
    ),
    reads=("views", "downloads"),
    run=downloads.downloads_over_views,
    formula="#{downloads > views · per_view}; exact",
    source="The arithmetic of the two counters (0 views allow 0 downloads)",
    least=downloads.LEAST,
    assumes=Text(
        zh="平台声明每次下载都要先经过一次计数的浏览，两个数属于同一时期",
        en="The platform states that every download passes through a counted view; both counts are of one period",
    ),
    may_be_wrong_if=Text(
        zh="可以直接链接或用程序下载，计数起点不同，或浏览数做过去重。",
        en="Files can be had by direct links or programs, counting began at different times, or views are "
        "deduplicated.",
    ),
    ask=Text(
        zh="两个计数器怎样计数？这些下载来自哪些地址、什么时间？",
        en="How do the two counters count? From which addresses and when did these downloads come?",
    ),
    withdrawn_if=Text(
        zh="访问日志能说明这些下载，或计数办法使其可能。",
        en="Access logs account for them, or the counting allows them.",
    ),
    remedy=Text(
        zh="改正计数，剔除程序刷量后重新公布。", en="Mend the counters, remove automated loads, publish again."
    ),
    family=_FAMILY,
    options=(
        Option(
            name="per_view",
            what=Text(
                zh="平台声明的一次浏览最多可带来的下载数（通常为文件数）",
                en="The most downloads that one view allows, as the platform states (usually the number of files)",
            ),
            default=None,
            least=1,
            most=1000,
        ),
    ),
    causes=("judged_on_paper", "traces_unused"),
)

SHAPES: tuple[Card, ...] = (_BUNCHING, _DENSITY, _COLLAPSE, _DROP, _DUPLICATES, _DOWNLOADS)
