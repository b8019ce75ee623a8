-- title.zh: 主题 × 小时
-- title.en: Topic by hour of day
-- says.zh: 每个主题在一天各小时（0–23）的事件数，不含程序（bots）。
-- says.en: Events per topic and hour of day (0–23), without bots.
-- kinds: access-log events
-- needs: topic clock
-- unit: count
-- shape: table
-- series: grid topic hour events
-- version: 1
SELECT topic, EXTRACT(HOUR FROM ts) AS hour, COUNT(*) AS events
FROM events
WHERE NOT bot AND topic IS NOT NULL
GROUP BY topic, EXTRACT(HOUR FROM ts)
ORDER BY topic, hour
