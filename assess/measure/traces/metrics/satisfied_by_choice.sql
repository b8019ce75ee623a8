-- title.zh: 自愿评价的满意率
-- title.en: Satisfaction of those who chose to rate
-- says.zh: 自动评价除外，三级以上（基本满意、满意、非常满意）的百分比。
-- says.en: Percentage in the three upper grades, automatic ratings left out.
-- kinds: survey
-- unit: percent
-- version: 1
SELECT CAST(100 AS DOUBLE) * SUM(CASE WHEN grade >= 3 THEN 1 ELSE 0 END) / NULLIF(COUNT(*), 0) AS value, COUNT(*) AS n FROM ratings WHERE NOT automatic
