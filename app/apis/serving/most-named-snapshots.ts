/** So many snapshots one statement names: more would not fit into the address of its request. */
export const mostNamedSnapshots = 150;
