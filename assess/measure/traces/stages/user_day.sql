-- says.zh: 每个用户、平台、日历日一行：事件数、实质动作数、当天第一次打卡的时刻；不含程序（bots）。
-- says.en: A row per user, platform and calendar day: events, actions of substance, time of day of the first check-in; without bots.
SELECT user_id, platform, CAST(ts AS DATE) AS day, COUNT(*) AS events,
  COUNT(CASE WHEN act IN ('register', 'login', 'logout', 'checkin') THEN NULL ELSE 1 END) AS acts,
  MIN(CASE WHEN act = 'checkin' THEN seconds_of(ts) - seconds_of(CAST(CAST(ts AS DATE) AS TIMESTAMP)) END) AS checkin_s
FROM events
WHERE NOT bot AND user_id IS NOT NULL
GROUP BY user_id, platform, CAST(ts AS DATE)
