-- title.zh: 截止前一天内的提交占比
-- title.en: Submissions in the last day before the deadline
-- says.zh: 有截止时间且按时的提交事件中，在截止前 24 小时内提交的占比；只写日期的截止以当天结束为止。临近截止集中提交本属常情，是否超出同行由数字检验 period_end_rush 判断。
-- says.en: Of the submissions made before their deadline, those of its last 24 hours; a deadline that is a day ends with that day. Some rush before a deadline is natural; whether it exceeds that of peers is for the forensic test period_end_rush.
-- kinds: access-log events
-- needs: event deadline
-- unit: share
-- version: 1
SELECT CAST(SUM(CASE WHEN seconds_of(deadline_end) - seconds_of(ts) <= 86400 THEN 1 ELSE 0 END) AS DOUBLE) / NULLIF(COUNT(*), 0) AS value,
  COUNT(*) AS n
FROM events
WHERE act = 'submit' AND deadline IS NOT NULL AND ts <= deadline_end AND NOT bot
