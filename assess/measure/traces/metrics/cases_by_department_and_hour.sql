-- title.zh: 部门 × 小时
-- title.en: Department by hour of day
-- says.zh: 每个部门在一天各小时（0–23）受理（接到）的件数。
-- says.en: Cases per department and hour of day of their creation (0–23).
-- kinds: tickets tasks
-- needs: department clock
-- unit: count
-- shape: table
-- series: grid department hour cases
-- version: 1
SELECT department, EXTRACT(HOUR FROM created) AS hour, COUNT(*) AS cases
FROM cases
WHERE department IS NOT NULL
GROUP BY department, EXTRACT(HOUR FROM created)
ORDER BY department, hour
