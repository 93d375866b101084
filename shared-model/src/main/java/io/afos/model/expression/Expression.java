package io.afos.model.expression;

/** A real function of one real input {@code x}, as an immutable tree. Equal trees are equal objects. */
public sealed interface Expression {

    /** The value at {@code x} in double precision: NaN where the function is not defined, infinite where it overflows. */
    double value(double x);

    /** The number of nodes, at least 1. */
    int size();

    /** The number of nodes on the longest path from root to leaf, at least 1. */
    int depth();

    /** The input of the function. */
    record Input() implements Expression {
        @Override
        public double value(double x) {
            return x;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public int depth() {
            return 1;
        }
    }

    /** A finite number. */
    record Constant(double number) implements Expression {
        public Constant {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a constant must be finite, but is " + number);
            }
            number += 0.0; // no negative zero: equal numbers make equal trees
        }

        @Override
        public double value(double x) {
            return number;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public int depth() {
            return 1;
        }
    }

    /** A function of one operand. */
    record Unary(UnaryFunction function, Expression operand) implements Expression {
        @Override
        public double value(double x) {
            return function.applyAsDouble(operand.value(x));
        }

        @Override
        public int size() {
            return 1 + operand.size();
        }

        @Override
        public int depth() {
            return 1 + operand.depth();
        }
    }

    /** A function of two operands. */
    record Binary(BinaryFunction function, Expression left, Expression right) implements Expression {
        @Override
        public double value(double x) {
            return function.applyAsDouble(left.value(x), right.value(x));
        }

        @Override
        public int size() {
            return 1 + left.size() + right.size();
        }

        @Override
        public int depth() {
            return 1 + Math.max(left.depth(), right.depth());
        }
    }

    static Expression x() {
        return new Input();
    }

    static Expression constant(double number) {
        return new Constant(number);
    }
}
