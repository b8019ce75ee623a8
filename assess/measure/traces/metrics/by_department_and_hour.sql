-- title.zh: 部门 × 小时
-- title.en: Department by hour of day
-- says.zh: 每个部门在一天各小时（0–23）的事件数，不含程序（bots）。
-- says.en: Events per department and hour of day (0–23), without bots.
-- kinds: access-log events
-- needs: department clock
-- unit: count
-- shape: table
-- series: grid department hour events
-- version: 1
SELECT department, EXTRACT(HOUR FROM ts) AS hour, COUNT(*) AS events
FROM events
WHERE NOT bot AND department IS NOT NULL
GROUP BY department, EXTRACT(HOUR FROM ts)
ORDER BY department, hour
