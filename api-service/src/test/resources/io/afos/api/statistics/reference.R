# Writes what StatisticsTest compares with. Needs base R only. In this directory:
#   Rscript reference.R
# tables.csv: every table, cell by cell; reference.csv: every expected number. A higher score is better.

options(digits = 17)
table6 <- as.matrix(read.csv("demsar-2006-table-6.csv", row.names = 1, check.names = FALSE))
table6["voting", "C4.5+cf"] <- 0.9751  # both are printed as 0.975, but ranked 2 and 3
tables <- list(demsar = unname(table6))
set.seed(20061)
for (i in 1:12) {
  k <- sample(2:10, 1)
  n <- sample(c(2:8, 15, 40, 60), 1)
  levels <- sample(c(3, 6, 20, 1000), 1)                       # few levels: many ties
  tables[[paste0("random-", i)]] <- matrix(sample(0:levels, n * k, replace = TRUE) / levels, n, k)
}
tables[["alike"]] <- matrix(rep(c(0.9, 0.8, 0.7), each = 5), 5, 3)  # every case ranks alike

cells <- NULL
numbers <- NULL
put <- function(table, measure, i, j, value)
  numbers <<- rbind(numbers, data.frame(table, measure, i = i - 1, j = j - 1, value = format(value, digits = 17)))

for (name in names(tables)) {
  scores <- round(tables[[name]], 12)
  n <- nrow(scores); k <- ncol(scores)
  for (r in 1:n) for (c in 1:k)
    cells <- rbind(cells, data.frame(table = name, row = r - 1, column = c - 1, score = format(scores[r, c], digits = 17)))

  ranks <- t(apply(-scores, 1, rank))
  average <- colMeans(ranks)
  for (c in 1:k) put(name, "averageRank", c, 1, average[c])

  friedman <- friedman.test(scores)
  chi <- unname(friedman$statistic)
  put(name, "chiSquare", 1, 1, chi)
  put(name, "friedmanP", 1, 1, friedman$p.value)
  if (name != "alike") {
    f <- (n - 1) * chi / (n * (k - 1) - chi)
    put(name, "imanDavenport", 1, 1, f)
    put(name, "imanDavenportP", 1, 1, pf(f, k - 1, (k - 1) * (n - 1), lower.tail = FALSE))
  }

  error <- sqrt(k * (k + 1) / (6 * n))
  put(name, "criticalDifference05", 1, 1, qtukey(0.95, k, Inf) / sqrt(2) * error)
  put(name, "criticalDifference10", 1, 1, qtukey(0.90, k, Inf) / sqrt(2) * error)
  for (a in 1:k) for (b in 1:k) if (a < b)
    put(name, "nemenyiP", a, b, ptukey(abs(average[a] - average[b]) / error * sqrt(2), k, Inf, lower.tail = FALSE))

  z <- (average[-1] - average[1]) / error
  p <- 2 * pnorm(-abs(z))
  holm <- p.adjust(p, "holm")
  for (a in 2:k) {
    put(name, "controlZ", a, 1, z[a - 1])
    put(name, "controlP", a, 1, p[a - 1])
    put(name, "controlHolm", a, 1, holm[a - 1])
  }

  for (a in 1:k) for (b in 1:k) if (a < b) {
    d <- round(scores[, a] - scores[, b], 12)
    put(name, "wins", a, b, sum(d > 0))
    put(name, "ties", a, b, sum(d == 0))
    if (any(d != 0)) {
      test <- suppressWarnings(wilcox.test(d))
      put(name, "wilcoxonV", a, b, unname(test$statistic))
      put(name, "wilcoxonP", a, b, test$p.value)
      signed <- rank(abs(d[d != 0])) * sign(d[d != 0])
      put(name, "rankBiserial", a, b, sum(signed) / sum(abs(signed)))
    }
    put(name, "cliffsDelta", a, b, mean(sign(round(outer(scores[, a], scores[, b], "-"), 12))))
  }

  for (c in 1:k) {
    x <- scores[, c]
    put(name, "mean", c, 1, mean(x))
    put(name, "sd", c, 1, sd(x))
    half <- qt(0.975, n - 1) * sd(x) / sqrt(n)
    put(name, "studentLower", c, 1, mean(x) - half)
    put(name, "studentUpper", c, 1, mean(x) + half)
    if (n <= 6) {                                               # the whole bootstrap distribution
      means <- rowMeans(expand.grid(rep(list(x), n)))
      put(name, "bootstrapLower", c, 1, unname(quantile(means, 0.025)))
      put(name, "bootstrapUpper", c, 1, unname(quantile(means, 0.975)))
    }
  }

  if (k > 2) {                                                  # the first two treatments are the standard ones
    best <- apply(scores[, 1:2, drop = FALSE], 1, max)
    fresh <- scores[, 3:k, drop = FALSE]
    put(name, "superiorAny", 1, 1, sum(apply(fresh > best, 1, any)))
    for (c in 3:k) put(name, "superiorEach", c, 1, sum(scores[, c] > best))
  }
}

# ptukey errs by 1e-6 and qtukey fails for 64 treatments, so the integral is there too.
survival <- function(q, k) 1 - integrate(
  function(z) k * dnorm(z) * (pnorm(z) - pnorm(z - q))^(k - 1), -Inf, Inf, rel.tol = 1e-12)$value
for (k in c(2, 3, 5, 10, 20, 64)) for (q in c(0.1, 0.5, 1, 2, 3, 3.5, 4, 5, 7)) {
  put("range", "survival", k + 1, q * 10 + 1, survival(q, k))
  if (k <= 20) put("range", "survival", k + 1, q * 10 + 1, ptukey(q, k, Inf, lower.tail = FALSE))
}
for (k in c(2, 3, 5, 10, 20)) for (a in c(0.001, 0.01, 0.05, 0.1, 0.5)) {
  put("range", "critical", k + 1, a * 1000 + 1, qtukey(1 - a, k, Inf))
}

write.csv(cells, "tables.csv", row.names = FALSE, quote = FALSE)
write.csv(numbers, "reference.csv", row.names = FALSE, quote = FALSE)
