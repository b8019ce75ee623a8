-- title.zh: 各月合计
-- title.en: Total by month
-- says.zh: 每个日历月的数量之和与有数的天数。
-- says.en: Sum of amounts per calendar month, and the days with a figure.
-- kinds: counts
-- unit: count
-- shape: table
-- series: time month amount
-- version: 1
SELECT CAST(DATE_TRUNC('MONTH', ts) AS DATE) AS month, SUM(amount) AS amount, COUNT(DISTINCT CAST(ts AS DATE)) AS days
FROM counts
GROUP BY CAST(DATE_TRUNC('MONTH', ts) AS DATE)
ORDER BY month
