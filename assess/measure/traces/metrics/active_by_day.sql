-- title.zh: 按日的活跃用户
-- title.en: Active users by day
-- says.zh: 每个日历日出现过的不同用户数（present）和其中有实质动作的用户数（acting）。
-- says.en: Distinct users seen per calendar day (present) and those of them with an action of substance (acting).
-- kinds: access-log events
-- needs: user_id
-- stages: user_day
-- unit: count
-- shape: table
-- series: time day present acting
-- version: 1
SELECT day AS day, COUNT(DISTINCT user_id) AS present, COUNT(DISTINCT CASE WHEN acts > 0 THEN user_id END) AS acting
FROM user_day
GROUP BY day
ORDER BY day
