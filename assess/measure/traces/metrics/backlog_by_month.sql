-- title.zh: 各月底未办结件数
-- title.en: Backlog by month
-- says.zh: 每个有进出的日历月新增、办结的件数和月底未办结的件数。
-- says.en: Per calendar month with any movement: cases opened, cases closed, and those still open at its end.
-- kinds: tickets tasks
-- needs: closed
-- unit: count
-- shape: table
-- series: time month opened closed open_at_end
-- version: 1
WITH moves AS (
  SELECT CAST(DATE_TRUNC('MONTH', created) AS DATE) AS month, 1 AS opened, 0 AS ended FROM cases
  UNION ALL
  SELECT CAST(DATE_TRUNC('MONTH', closed) AS DATE) AS month, 0 AS opened, 1 AS ended FROM cases WHERE closed IS NOT NULL
),
months AS (
  SELECT month, SUM(opened) AS opened, SUM(ended) AS ended FROM moves GROUP BY month
)
SELECT month, opened, ended AS closed,
  SUM(opened - ended) OVER (ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS open_at_end
FROM months
ORDER BY month
