-- title.zh: 按周的活跃用户
-- title.en: Active users by week
-- says.zh: 每周（周一起）出现过的不同用户数（present）和其中有实质动作的用户数（acting）。
-- says.en: Distinct users seen per week (from Monday) (present) and those of them with an action of substance (acting).
-- kinds: access-log events
-- needs: user_id
-- stages: user_day
-- unit: count
-- shape: table
-- series: time week present acting
-- version: 1
SELECT CAST(DATE_TRUNC('WEEK', day) AS DATE) AS week, COUNT(DISTINCT user_id) AS present, COUNT(DISTINCT CASE WHEN acts > 0 THEN user_id END) AS acting
FROM user_day
GROUP BY CAST(DATE_TRUNC('WEEK', day) AS DATE)
ORDER BY week
