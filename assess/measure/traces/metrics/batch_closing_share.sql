-- title.zh: 批量办结占比
-- title.en: Share closed in batches
-- says.zh: 同一部门在同一分钟内办结 10 件以上即为一批；属于这样一批的件占全部办结件的比例。人多的部门一分钟也能逐件办结 10 件，定时自动办结也会计入；数字检验 batch_closing 按人数和这些情况判断。
-- says.en: Ten or more cases closed by one department within one minute are a batch; cases in such batches as a share of all closed. A large staff can close ten one by one, and scheduled jobs count too; the forensic test batch_closing allows for both.
-- kinds: tickets tasks
-- needs: closed closed_clock
-- unit: share
-- version: 1
WITH minutes AS (
  SELECT department, DATE_TRUNC('MINUTE', closed) AS at_minute, COUNT(*) AS c
  FROM cases
  WHERE closed IS NOT NULL
  GROUP BY department, DATE_TRUNC('MINUTE', closed)
)
SELECT CAST(SUM(CASE WHEN c >= 10 THEN c ELSE 0 END) AS DOUBLE) / NULLIF(SUM(c), 0) AS value, SUM(c) AS n
FROM minutes
