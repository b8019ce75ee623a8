-- title.zh: 主题 × 月
-- title.en: Topic by month
-- says.zh: 每个主题每个日历月受理（下达）的件数。
-- says.en: Cases per topic and calendar month of their creation.
-- kinds: tickets tasks
-- needs: topic
-- unit: count
-- shape: table
-- series: grid topic month cases
-- version: 1
SELECT topic, CAST(DATE_TRUNC('MONTH', created) AS DATE) AS month, COUNT(*) AS cases
FROM cases
WHERE topic IS NOT NULL
GROUP BY topic, CAST(DATE_TRUNC('MONTH', created) AS DATE)
ORDER BY topic, month
