-- title.zh: 诉求：主题 × 星期
-- title.en: Cases by topic and day of the week
-- says.zh: 每个主题的事项按受理日是星期几（1 为周一，7 为周日）计数。
-- says.en: Cases per topic and day of the week of their creation (1 is Monday, 7 Sunday).
-- kinds: tickets tasks
-- needs: topic
-- unit: count
-- shape: table
-- series: grid topic weekday cases
-- version: 1
-- 1970-01-05 was a Monday; names of weekdays differ between engines.
WITH dated AS (
  SELECT topic, (days_between(CAST('1970-01-05' AS DATE), CAST(created AS DATE)) % 7 + 7) % 7 + 1 AS weekday
  FROM cases
  WHERE topic IS NOT NULL
)
SELECT topic, weekday, COUNT(*) AS cases
FROM dated
GROUP BY topic, weekday
ORDER BY topic, weekday
