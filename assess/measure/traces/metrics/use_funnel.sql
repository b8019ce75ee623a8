-- title.zh: 从注册到办成
-- title.en: From registering to completing
-- says.zh: 期内注册的用户（日志里没有注册记录时为出现过的全部用户），其中除注册外还出现过的、有实质动作的、有提交的人数；不含程序（bots）。
-- says.en: Users who registered in the period (all who were seen, where the log holds no registrations); of them those seen doing anything else, those with an action of substance, those with a submission; without bots.
-- kinds: events
-- needs: event user_id
-- unit: count
-- shape: table
-- series: steps step users
-- version: 1
WITH per_user AS (
  SELECT user_id,
    MAX(CASE WHEN act = 'register' THEN 1 ELSE 0 END) AS registered,
    MAX(CASE WHEN act = 'register' THEN 0 ELSE 1 END) AS active,
    MAX(CASE WHEN act IN ('register', 'login', 'logout', 'checkin') THEN 0 ELSE 1 END) AS acting,
    MAX(CASE WHEN act = 'submit' THEN 1 ELSE 0 END) AS completed
  FROM events
  WHERE NOT bot AND user_id IS NOT NULL
  GROUP BY user_id
),
cohort AS (
  SELECT registered, active, acting, completed
  FROM per_user CROSS JOIN (SELECT MAX(registered) AS any_registered FROM per_user) AS found
  WHERE registered = any_registered
),
counted AS (
  SELECT SUM(registered) AS registered, SUM(active) AS active, SUM(acting) AS acting, SUM(completed) AS completed
  FROM cohort
)
SELECT 1 AS place, 'registered' AS step, registered AS users FROM counted WHERE registered > 0
UNION ALL SELECT 2 AS place, 'active' AS step, active AS users FROM counted WHERE active IS NOT NULL
UNION ALL SELECT 3 AS place, 'acting' AS step, acting AS users FROM counted WHERE acting IS NOT NULL
UNION ALL SELECT 4 AS place, 'completed' AS step, completed AS users FROM counted WHERE completed IS NOT NULL
ORDER BY place
