-- says.zh: 每个用户一行：首次出现的日期和实质动作总数。
-- says.en: A row per user: the first day seen and all actions of substance.
SELECT user_id, MIN(day) AS first_day, CAST(SUM(acts) AS BIGINT) AS acts
FROM user_day
GROUP BY user_id
