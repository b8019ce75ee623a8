-- title.zh: 诉求：主题 × 小时
-- title.en: Cases by topic and hour
-- says.zh: 每个主题的事项按受理时刻所在小时（0–23）计数。
-- says.en: Cases per topic and hour of day of their creation (0–23).
-- kinds: tickets tasks
-- needs: topic clock
-- unit: count
-- shape: table
-- series: grid topic hour cases
-- version: 1
SELECT topic, EXTRACT(HOUR FROM created) AS hour, COUNT(*) AS cases
FROM cases
WHERE topic IS NOT NULL
GROUP BY topic, EXTRACT(HOUR FROM created)
ORDER BY topic, hour
