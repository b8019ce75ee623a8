-- says.zh: 没有会话编号时，会话与日表共用的一层：每个用户、平台、日历日、时段一行；时段等长，长度为会话间隔，因此同一时段内的事件必属同一会话。含首末时刻、事件数、各类动作数、首次打卡；不含程序（bots）。
-- says.en: What sessions and user-days share without session ids: a row per user, platform, calendar day and slot of time. Slots are as long as the gap between sessions, so that events of one slot are of one session. First and last moment, events, actions, first check-in; without bots.
SELECT user_id, platform, CAST(ts AS DATE) AS day, MIN(ts) AS started, MAX(ts) AS ended, COUNT(*) AS events,
  COUNT(CASE WHEN act = 'login' THEN 1 END) AS logins,
  COUNT(CASE WHEN act IN ('register', 'login', 'logout', 'checkin') THEN NULL ELSE 1 END) AS acts,
  COUNT(CASE WHEN act = 'start' THEN 1 END) AS starts,
  COUNT(CASE WHEN act = 'submit' THEN 1 END) AS submits,
  MIN(CASE WHEN act = 'checkin' THEN ts END) AS checkin
FROM events CROSS JOIN settings
WHERE NOT bot AND user_id IS NOT NULL
GROUP BY user_id, platform, CAST(ts AS DATE), CAST(FLOOR(seconds_of(ts) / gap_s) AS BIGINT)
