# Recomputes every number of docs/reports/seven-standard-functions-and-eelu from its cells. Needs base R only. Here:
#   Rscript recompute.R
# recomputed.csv is what RecomputedByRTest compares with.

options(digits = 17)
cells <- read.csv("../../../../../../../../../docs/reports/seven-standard-functions-and-eelu/cells.csv")
cells$context <- paste(cells$architecture, "on", cells$dataset)
baselines <- c("relu", "leaky-relu", "elu", "selu", "gelu", "silu", "mish")
functions <- c(baselines, "eelu-1", "eelu-2")
stopifnot(setequal(functions, cells$activation), setequal(baselines, cells$activation[cells$baseline == "true"]))
contexts <- unique(cells$context)
control <- "relu"
cells$value[cells$outcome == "DIVERGED"] <- 0

numbers <- NULL
put <- function(measure, a, b, value)
  numbers <<- rbind(numbers, data.frame(measure, a, b, value = format(value, digits = 17)))

values <- function(context, activation) {
  v <- cells$value[cells$context == context & cells$activation == activation]
  v[!is.na(v)]
}
resampled <- function(x) {                               # the whole bootstrap distribution of the mean
  means <- rowMeans(expand.grid(rep(list(x), length(x))))
  unname(quantile(means, c(0.025, 0.975)))
}
scores <- matrix(NA, length(contexts), length(functions), dimnames = list(contexts, functions))
for (context in contexts) for (f in functions) {
  x <- values(context, f)
  n <- length(x)
  half <- qt(0.975, n - 1) * sd(x) / sqrt(n)
  boot <- resampled(x)
  scores[context, f] <- round(mean(x), 12)
  put("seeds", context, f, n)
  put("mean", context, f, mean(x))
  put("sd", context, f, sd(x))
  put("studentLower", context, f, mean(x) - half)
  put("studentUpper", context, f, mean(x) + half)
  put("bootstrapLower", context, f, boot[1])
  put("bootstrapUpper", context, f, boot[2])
  put("cliffsDelta", context, f, mean(sign(round(outer(x, values(context, control), "-"), 12))))
}

n <- nrow(scores); k <- ncol(scores)
ranks <- t(apply(-scores, 1, rank))
average <- colMeans(ranks)
error <- sqrt(k * (k + 1) / (6 * n))
for (context in contexts) for (f in functions) put("rank", context, f, ranks[context, f])
for (f in functions) put("averageRank", f, "", average[f])

friedman <- friedman.test(scores)
chi <- unname(friedman$statistic)
F <- (n - 1) * chi / (n * (k - 1) - chi)
put("chiSquare", "", "", chi)
put("friedmanP", "", "", friedman$p.value)
put("imanDavenport", "", "", F)
put("imanDavenportP", "", "", pf(F, k - 1, (k - 1) * (n - 1), lower.tail = FALSE))
put("criticalDifference05", "", "", qtukey(0.95, k, Inf) / sqrt(2) * error)
put("criticalDifference10", "", "", qtukey(0.90, k, Inf) / sqrt(2) * error)

others <- setdiff(functions, control)
z <- (average[others] - average[control]) / error
p <- 2 * pnorm(-abs(z))
holm <- p.adjust(p, "holm")
for (f in others) {
  d <- scores[, f] - scores[, control]
  boot <- resampled(d)
  put("meanDifference", f, "", mean(d))
  put("differenceLower", f, "", boot[1])
  put("differenceUpper", f, "", boot[2])
  put("controlZ", f, "", z[f])
  put("controlP", f, "", p[f])
  put("controlHolm", f, "", holm[f])
}

pairs <- t(combn(functions, 2))
wilcoxon <- apply(pairs, 1, function(ab) {
  d <- round(scores[, ab[1]] - scores[, ab[2]], 12)
  if (any(d != 0)) suppressWarnings(wilcox.test(d))$p.value else 1
})
wilcoxonHolm <- p.adjust(wilcoxon, "holm")
for (i in seq_len(nrow(pairs))) {
  a <- pairs[i, 1]; b <- pairs[i, 2]
  d <- round(scores[, a] - scores[, b], 12)
  put("wins", a, b, sum(d > 0))
  put("ties", a, b, sum(d == 0))
  put("losses", a, b, sum(d < 0))
  put("nemenyi", a, b, ptukey(abs(average[a] - average[b]) / error * sqrt(2), k, Inf, lower.tail = FALSE))
  put("wilcoxon", a, b, wilcoxon[i])
  put("wilcoxonHolm", a, b, wilcoxonHolm[i])
  signed <- rank(abs(d[d != 0])) * sign(d[d != 0])
  put("rankBiserial", a, b, sum(signed) / sum(abs(signed)))
}

best <- apply(scores[, baselines], 1, max)
fresh <- setdiff(functions, baselines)
put("superiorAny", "", "", sum(apply(scores[, fresh, drop = FALSE] > best, 1, any)))
for (f in fresh) put("superiorEach", f, "", sum(scores[, f] > best))

write.csv(numbers, "recomputed.csv", row.names = FALSE, quote = FALSE)
