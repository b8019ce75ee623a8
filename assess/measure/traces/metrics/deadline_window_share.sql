-- title.zh: 压着期限办结的任务占比
-- title.en: Share of tasks closed just before the deadline
-- says.zh: 按期办结的任务中，在所给时间的最后一成里办结的占比；均匀分布时约为 0.1。只写日期的期限以当天结束为止。
-- says.en: Of the tasks closed in time, those closed in the last tenth of the time given; about 0.1 if spread evenly. A deadline that is a day ends with that day.
-- kinds: tasks
-- needs: due closed
-- unit: share
-- fact: deadline_window_share
-- version: 1
SELECT CAST(SUM(CASE WHEN seconds_of(due_end) - seconds_of(closed) <= (seconds_of(due_end) - seconds_of(created)) / CAST(10 AS DOUBLE) THEN 1 ELSE 0 END) AS DOUBLE)
    / NULLIF(COUNT(*), 0) AS value,
  COUNT(*) AS n
FROM cases
WHERE closed >= created AND closed <= due_end AND due_end > created
