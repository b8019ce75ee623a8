-- title.zh: 独立调查的误差（正负百分点）
-- title.en: Margin of the independent survey, plus or minus percentage points
-- says.zh: 满意率的 95% 置信区间（Wilson 1927）宽度的一半，百分点；以简单随机抽样为前提。
-- says.en: Half the width of the 95 % interval of the satisfaction (Wilson 1927), in percentage points; holds for a simple random sample.
-- kinds: survey
-- needs: independent
-- unit: percent
-- fact: survey_margin
-- voice: users
-- version: 1
WITH counted AS (
  SELECT CAST(COUNT(*) AS DOUBLE) AS n, CAST(SUM(CASE WHEN grade >= 3 THEN 1 ELSE 0 END) AS DOUBLE) AS k FROM ratings
)
SELECT CAST(100 AS DOUBLE) * CAST(1.959963984540054 AS DOUBLE) / (1 + CAST(3.841458820694124 AS DOUBLE) / n)
    * SQRT((k / n) * (1 - k / n) / n + CAST(3.841458820694124 AS DOUBLE) / (4 * n * n)) AS value, n
FROM counted
WHERE n > 0
