/**
 * Why reading EA failed, as far as somebody has to act differently on it.
 *
 * `auth` 401: the key must be renewed. `permission` 403. `not-found` 404 on a first page. `stale-link` 4xx on a later page: the run's links no
 * longer work, a new run will. `throttled`, `transient`: the server or the way to it is busy or broken. `malformed`: 200 with a body that is not
 * the page asked for, three times. `rejected`: another 4xx, or a redirect. `tls`: the server's certificate is not trusted. `untrusted-link`: a
 * nextLink that leaves the enrollment's own address. `paging`: a loop, a repeated page, a skipped page, too many pages. `changed`: the data changed
 * while it was being read. `too-large`: a body beyond the caps. `deadline`, `cancelled`: ours, not EA's. `config`: options that cannot work.
 */
export type EaErrorKind =
  | "auth"
  | "permission"
  | "not-found"
  | "stale-link"
  | "throttled"
  | "transient"
  | "malformed"
  | "rejected"
  | "tls"
  | "untrusted-link"
  | "paging"
  | "changed"
  | "too-large"
  | "deadline"
  | "cancelled"
  | "config";
