/** Whether `length` bytes are equal, from `at` in one view and from `place` in the other; both must lie inside. Four bytes at a time. */
export function sameBytes(left: DataView, at: number, right: DataView, place: number, length: number): boolean {
  let offset = 0;
  for (; offset + 4 <= length; offset += 4) {
    if (left.getInt32(at + offset, true) !== right.getInt32(place + offset, true)) return false;
  }
  for (; offset < length; offset += 1) {
    if (left.getUint8(at + offset) !== right.getUint8(place + offset)) return false;
  }
  return true;
}
