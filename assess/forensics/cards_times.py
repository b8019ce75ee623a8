"""Cards of the tests that read points in time, series and traces."""

from __future__ import annotations

from assess.base.texts import Text
from assess.forensics import batch, freshness, handling, punch_in, same_second
from assess.forensics.card import Card, Option
from assess.forensics.cards_series import SERIES

_CLOCK = (
    Card(
        id=punch_in.TEST,
        title=Text(zh="打卡规律", en="Punch-in regularity"),
        asks=Text(
            zh="有没有账号每天打卡的时刻比人能做到的更整齐？",
            en="Do accounts check in closer to their usual second than people can keep to?",
        ),
        reads=("time", "person"),
        run=punch_in.punch_in,
        formula="K = #{|t - own median| <= 5 s} - 1 ~ Bin(n - 1, P(|Z| <= 5.5/30)); Benjamini-Hochberg over "
        "persons",
        source="Goh & Barabasi 2008, EPL 81, 48002 (regularity); Simes 1986, Biometrika 73(3), 751-754",
        least=punch_in.LEAST_DAYS,
        assumes=Text(
            zh="每人至少 8 天；人到达的时刻前后相差（标准差）不小于 30 秒；时钟精确到秒；"
            "不在开门或排队的同一刻打卡。",
            en="Eight days a person or more; people's times spread by 30 s or more (standard deviation); a clock "
            "that tells seconds; no gate or queue that lets many in at one moment.",
        ),
        may_be_wrong_if=Text(
            zh="考勤由设备代打（如车载终端到点自动上报），或补录时统一填了时刻。前后随机几分钟的脚本本检验看不出。",
            en="Devices check in on people's behalf (a vehicle's terminal), or missed days were entered later at "
            "one fixed time. Scripts that vary by minutes are not seen.",
        ),
        ask=Text(
            zh="这些账号的打卡由谁、用什么设备完成？请提供一周的设备日志或现场记录。",
            en="Who or what checks these accounts in? Please show a week of device logs or records from the place.",
        ),
        withdrawn_if=Text(
            zh="设备日志说明时刻由设备或补录决定，或另有记录证明本人在场。",
            en="Device logs show that a device or a later entry set the time, or other records show the persons "
            "there.",
        ),
        remedy=Text(
            zh="取消没有用处的打卡；确需留痕的，用办事过程自动形成的记录代替。",
            en="Drop check-ins that serve nobody; where a trace is needed, use what the work itself leaves.",
        ),
        family="embellished",
        causes=("judged_on_paper", "traces_unused"),
    ),
    Card(
        id=same_second.TEST,
        title=Text(zh="同一秒的记录", en="Identical time stamps"),
        asks=Text(
            zh="同一秒的记录是否多于偶然和集中办理能解释的数量？",
            en="Do more records share a second than chance and honest bursts explain?",
        ),
        reads=("time",),
        may_read=("person",),
        run=same_second.same_second,
        formula="pairs ~ Poisson(1.2 · sum over ten minutes of C(n, 2)/600) and same ~ Bin(same + within 5 s, "
        "1.2/11.2); larger p",
        source="Diaconis & Mosteller 1989, JASA 84(408), 853-861, doi:10.1080/01621459.1989.10478847",
        least=same_second.LEAST,
        assumes=Text(
            zh="至少 50 条；时钟精确到秒；记录是当时写下的，不是排队后一起写的；有账号列时同一账号同一秒算一条，"
            "没有时按最常见的同秒条数折算。",
            en="50 records or more; a clock that tells seconds; records written when things happened, not by a "
            "queue at once; rows of one account and second count once; without accounts, as many rows as ties most "
            "often have are taken for one action.",
        ),
        may_be_wrong_if=Text(
            zh="系统从另一系统批量同步，或一次提交写出多条明细。",
            en="Records were synchronised from another system in bulk, or one submission writes several rows.",
        ),
        ask=Text(
            zh="同一秒的这些记录是怎么进入系统的？请提供导入记录或操作日志。",
            en="How did these records of one second enter the system? Please show import records or operation "
            "logs.",
        ),
        withdrawn_if=Text(
            zh="导入或同步的记录说明了这些时刻，且原始发生时间另有记载。",
            en="Records of an import explain these times, and the original times are kept elsewhere.",
        ),
        remedy=Text(
            zh="批量导入的记录应标明来源和原始时间，统计时与人办的分开。",
            en="Mark imported records with their source and original time, and count them apart from people's "
            "work.",
        ),
        family="embellished",
        causes=("judged_on_paper", "traces_unused"),
    ),
    Card(
        id=batch.TEST,
        title=Text(zh="成批办结", en="Batch closing"),
        asks=Text(
            zh="一分钟或一天内办结的事项是否多于在岗人员逐件能办的数量？",
            en="Are more cases closed in a minute or a day than the staff could close one by one?",
        ),
        reads=("time",),
        may_read=("person",),
        run=batch.batch_closing,
        formula="min over minutes of M · P(Poisson(S·60/seconds) >= k), over days with Poisson(S·480/minutes) if "
        "stated",
        source="Bonferroni bound on a Poisson process of the stated greatest rate; Abramowitz & Stegun 1964, "
        "26.4.21",
        least=batch.LEAST,
        options=(
            Option(
                name="staff",
                what=Text(zh="办理人数（没有办理人列时必填）", en="How many people close cases (without a person "
                "column)"),
                default=0, least=0,
            ),
            Option(
                name="seconds",
                what=Text(zh="点开、确认、办结一件至少几秒", en="Least seconds to open, confirm and close a case"),
                default=10, least=1, most=3600,
            ),
            Option(
                name="minutes",
                what=Text(zh="办一件至少几分钟（0 为不按天问）", en="Least minutes of work per case (0: days are "
                "not asked about)"),
                default=0, least=0, most=480,
            ),
        ),
        assumes=Text(
            zh="至少 50 件；知道办理人或人数；办结时刻写到分；定时自动办结和首日迁入的已搁置。",
            en="50 cases or more; who or how many close them is known; times tell the minute; scheduled jobs and "
            "cases moved in on the first day are set aside.",
        ),
        may_be_wrong_if=Text(
            zh="事项此前已分别办好，只在系统里一并点了办结；或系统提供了合规的批量办结。",
            en="The cases had been dealt with before and were only ticked off together, or the system offers a "
            "lawful way to close several at once.",
        ),
        ask=Text(
            zh="这些事项各自是什么时候、由谁办的？请抽十件给出过程记录。",
            en="When and by whom was each of these cases dealt with? Please show the course of ten of them.",
        ),
        withdrawn_if=Text(
            zh="抽查的事项在批量办结之前都有各自的办理记录或当事人的确认。",
            en="Each case drawn has a record of its own from before the batch, or the applicant confirms it.",
        ),
        remedy=Text(
            zh="以当事人确认为准计算办结，不以点击办结的时刻考核。",
            en="Count cases as closed when the applicant confirms, and do not assess the moment of a click.",
        ),
        family="embellished",
        causes=("judged_on_paper",),
    ),
    Card(
        id=handling.TEST,
        title=Text(zh="快得不可能", en="Faster than possible"),
        asks=Text(
            zh="由人办理的事项中，用时短于最短可能的是否多于差错能解释的？",
            en="Are more cases handled by people in less than the least time than errors explain?",
        ),
        reads=("time", "ended", "person"),
        run=handling.handling,
        formula="K = #{0 <= ended - begun < least} ~ Bin(n, tolerated)",
        source="Clopper & Pearson 1934, Biometrika 26(4), 404-413 (exact binomial tail); Wilson 1927, JASA 22, "
        "209-212",
        least=handling.LEAST,
        options=(
            Option(
                name="seconds",
                what=Text(zh="看完并办理一件至少几秒", en="Least seconds to read and handle a case"),
                default=None, least=1,
            ),
            Option(
                name="tolerated",
                what=Text(zh="差错允许的占比", en="Share that errors may explain"),
                default=0.01, least=0.001, most=0.5,
            ),
        ),
        assumes=Text(
            zh="至少 50 件；有办理人；时钟比最短用时细一倍以上；没有办理人的和昼夜不停的账号（机器）不计。",
            en="50 cases or more with a named handler; a clock at least twice as fine as the least time; cases "
            "without a handler and accounts that never sleep (machines) are left out.",
        ),
        may_be_wrong_if=Text(
            zh="受理时刻是补录的，或开始时刻记的是最后一步；白天运行的自动审批用了个人账号。",
            en="The beginning was entered later or is that of the last step; an automatic approval runs by day on "
            "a person's account.",
        ),
        ask=Text(
            zh="这些事项的开始时刻是怎么记的，哪些是自动办理的？",
            en="How is the beginning of these cases recorded, and which are handled automatically?",
        ),
        withdrawn_if=Text(
            zh="证明开始时刻记在办理之后，或这些事项本就由系统自动办理。",
            en="The beginning proves to be recorded after the work, or the system handles these cases by itself.",
        ),
        remedy=Text(
            zh="自动办理的公开标明；由人办的记下真实的开始时刻，不以秒数论高低。",
            en="Say openly what is automatic; record the true beginning of people's work and do not rank by "
            "seconds.",
        ),
        family="embellished",
        causes=("judged_on_paper",),
    ),
    Card(
        id=freshness.TEST,
        title=Text(zh="只改日期的更新", en="Freshness theatre"),
        asks=Text(
            zh="更新日期变了而内容未变的，是否多于正常核对能解释的？",
            en="Do dates of update move without any change more often than honest reviews explain?",
        ),
        reads=("unit", "seen", "time", "digest"),
        run=freshness.freshness,
        formula="U = #{date moved, digest equal} ~ Bin(M, tolerated)",
        source="Clopper & Pearson 1934, Biometrika 26(4), 404-413 (exact binomial tail); digests: NIST FIPS 180-4",
        least=freshness.LEAST,
        options=(
            Option(
                name="tolerated",
                what=Text(zh="核对后不改的占比", en="Share that honest reviews may leave unchanged"),
                default=0.10, least=0.01, most=0.9,
            ),
        ),
        assumes=Text(
            zh="至少 20 次日期变动；每次都有内容摘要；同一天一并改日期的（如换平台）按一次计。",
            en="20 moves of the date or more, each with a digest of contents; things dated anew on one day (a new "
            "portal) count once.",
        ),
        may_be_wrong_if=Text(
            zh="数据本来很少变（如编码表），平台在每次核对后自动改日期；或摘要取自不含数据的页面。",
            en="The data hardly ever change (a code list) and the portal dates every review, or digests were taken "
            "of a page without the data.",
        ),
        ask=Text(
            zh="这些日期变动时更新了什么？请说明更新日期由谁、按什么改。",
            en="What was updated when these dates moved, and who sets the date by what rule?",
        ),
        withdrawn_if=Text(
            zh="说明页上写明该日期是核对日期，或变动在摘要未覆盖的部分。",
            en="The page says that the date is that of a review, or the change is in a part that the digest left "
            "out.",
        ),
        remedy=Text(
            zh="把“更新日期”和“核对日期”分开，更新以内容变化为准。",
            en="Keep the date of update apart from that of review; an update is a change of contents.",
        ),
        family="embellished",
        causes=("vanity", "judged_on_paper"),
    ),
)  # fmt: skip

TIMES: tuple[Card, ...] = (*_CLOCK, *SERIES)
