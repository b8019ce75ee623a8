-- title.zh: 主题 × 星期
-- title.en: Topic by day of the week
-- says.zh: 每个主题在一周各天（1 为周一，7 为周日）的事件数，不含程序（bots）。
-- says.en: Events per topic and day of the week (1 is Monday, 7 Sunday), without bots.
-- kinds: access-log events
-- needs: topic
-- unit: count
-- shape: table
-- series: grid topic weekday events
-- version: 1
-- 1970-01-05 was a Monday; names of weekdays differ between engines.
WITH dated AS (
  SELECT topic, (days_between(CAST('1970-01-05' AS DATE), CAST(ts AS DATE)) % 7 + 7) % 7 + 1 AS weekday
  FROM events
  WHERE NOT bot AND topic IS NOT NULL
)
SELECT topic, weekday, COUNT(*) AS events
FROM dated
GROUP BY topic, weekday
ORDER BY topic, weekday
