-- says.zh: 会话按来源自己的会话编号划分，同一编号、用户、平台为一个会话；不含程序（bots）。
-- says.en: Sessions by the session ids of the source: one per id, user and platform; without bots.
SELECT MIN(ts) AS started, MAX(ts) AS ended, COUNT(*) AS events,
  COUNT(CASE WHEN act = 'login' THEN 1 END) AS logins,
  COUNT(CASE WHEN act IN ('register', 'login', 'logout', 'checkin') THEN NULL ELSE 1 END) AS acts,
  COUNT(CASE WHEN act = 'start' THEN 1 END) AS starts,
  COUNT(CASE WHEN act = 'submit' THEN 1 END) AS submits
FROM events
WHERE NOT bot AND session_id IS NOT NULL
GROUP BY session_id, user_id, platform
