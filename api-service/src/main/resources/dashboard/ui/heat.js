/** The CSS class of a heat map cell: from h0 for the lowest value of its row to h5 for the highest. */
const STEPS = 5;

export function heat(value, row) {
  const known = row.filter(each => each !== null && each !== undefined);
  if (value === null || value === undefined || known.length < 2) {
    return '';
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  return high === low ? '' : `h${Math.round((STEPS * (value - low)) / (high - low))}`;
}
