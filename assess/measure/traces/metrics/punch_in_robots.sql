-- title.zh: 定时打卡的账号数
-- title.en: Accounts that check in by the clock
-- says.zh: 在某一平台至少 10 天有打卡，且每天首次打卡的时刻前后相差不超过 10 秒的账号数（用户 × 平台）。只是粗筛：一天迟到就会漏掉一个账号，分钟级时钟或同时开门会多数；数字检验 punch_in_regularity 先看这些再问。
-- says.en: Accounts (user and platform) that checked in on at least ten days, with the first check-in of each day within ten seconds of the same time. A rough screen: one late day hides an account, and clocks that tell minutes or a gate that opens make people count; the forensic test punch_in_regularity looks at these before it asks.
-- kinds: access-log events
-- needs: event user_id clock
-- stages: user_day
-- unit: count
-- version: 1
WITH accounts AS (
  SELECT user_id, platform, MAX(checkin_s) - MIN(checkin_s) AS spread, COUNT(*) AS days
  FROM user_day
  WHERE checkin_s IS NOT NULL
  GROUP BY user_id, platform
)
SELECT SUM(CASE WHEN spread <= 10 THEN 1 ELSE 0 END) AS value, COUNT(*) AS n
FROM accounts
WHERE days >= 10
