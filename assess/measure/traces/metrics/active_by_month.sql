-- title.zh: 按月的活跃用户
-- title.en: Active users by month
-- says.zh: 每个日历月出现过的不同用户数（present）和其中有实质动作的用户数（acting）。
-- says.en: Distinct users seen per calendar month (present) and those of them with an action of substance (acting).
-- kinds: access-log events
-- needs: user_id
-- stages: user_day
-- unit: count
-- shape: table
-- series: time month present acting
-- version: 1
SELECT CAST(DATE_TRUNC('MONTH', day) AS DATE) AS month, COUNT(DISTINCT user_id) AS present, COUNT(DISTINCT CASE WHEN acts > 0 THEN user_id END) AS acting
FROM user_day
GROUP BY CAST(DATE_TRUNC('MONTH', day) AS DATE)
ORDER BY month
