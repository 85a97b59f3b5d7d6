import { parseInstanceId } from "../azure-ea/parse-instance-id";
import { ExactSum } from "../snapshot/exact-sum";
import type { ApplicationTagMatcher } from "./compile-application-tags";
import { toTrackingTarget } from "./tracking-target";

/** Published charges of one resource that have an owner in common. */
export interface OwnedCharges {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly currency: string;
  readonly instance_id: string;
  readonly resource_group: string;
  readonly subscription_guid: string;
  /** The day of use; null where it is unknown, and where no rule has days. */
  readonly date: string | null;
  /** As published; empty for none. */
  readonly owner: string;
  /** Plain digits; charges without a readable cost count as 0. */
  readonly cost: string;
  readonly charges: string;
}

/** Charges of a month whose owner the next reading changes. Owners are empty for none. */
export interface OwnerChange {
  readonly month: string;
  readonly currency: string;
  /** As published. */
  readonly owner: string;
  /** What the next reading gives by the rules that stand. */
  readonly owner_by_present_rules: string;
  /** What the next reading gives with the rule that is tried. */
  readonly owner_by_tried_rules: string;
  /** False: the rules that stand change the owner already, and the tried rule adds nothing. */
  readonly by_this_rule: boolean;
  readonly cost: string;
  readonly charges: string;
  /** Those that cost most, at most ten. */
  readonly resources: readonly { readonly instance_id: string; readonly resource_group: string; readonly cost: string }[];
}

/**
 * Who would own published charges after they are read again: by the rules that stand, and by those that are tried. The matchers are those of an
 * extraction, so a month whose bill has not changed gets exactly these owners.
 */
export class OwnerPreview {
  readonly #found = new Map<string, Gathered>();

  constructor(
    private readonly present: ApplicationTagMatcher,
    private readonly tried: ApplicationTagMatcher,
  ) {}

  add(one: OwnedCharges): void {
    const target = toTrackingTarget(parseInstanceId(one.instance_id), one.resource_group, one.subscription_guid);
    const ownerBy = (matcher: ApplicationTagMatcher): string => matcher.match(target).on(one.date).winner?.application ?? "";
    const [now, then] = [ownerBy(this.present), ownerBy(this.tried)];
    if (now === then && then === one.owner) return;
    const key = JSON.stringify([one.month, one.currency, one.owner, now, then]);
    const gathered = this.#found.get(key) ?? { one, now, then, cost: new ExactSum(), charges: 0n, resources: new Map<string, Resource>() };
    this.#found.set(key, gathered);
    gathered.cost.add(one.cost);
    gathered.charges += BigInt(one.charges);
    const place = JSON.stringify([one.instance_id, one.resource_group]);
    const resource = gathered.resources.get(place) ?? {
      instance_id: one.instance_id,
      resource_group: one.resource_group,
      cost: new ExactSum(),
    };
    gathered.resources.set(place, resource);
    resource.cost.add(one.cost);
  }

  /** Of all that were added, ordered by month, currency and owners. */
  changes(): readonly OwnerChange[] {
    return [...this.#found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, gathered]) => toChange(gathered));
  }
}

/** What a tried rule moves from one owner to another, by month and currency: the effect of the rule alone. */
export function ownerEffect(changes: readonly OwnerChange[]): readonly object[] {
  return changes
    .filter((change) => change.by_this_rule)
    .map(({ month, currency, owner_by_present_rules: from, owner_by_tried_rules: to, cost, charges }) => ({
      month,
      currency,
      from,
      to,
      cost,
      charges,
    }));
}

interface Resource {
  readonly instance_id: string;
  readonly resource_group: string;
  readonly cost: ExactSum;
}

interface Gathered {
  readonly one: OwnedCharges;
  readonly now: string;
  readonly then: string;
  readonly cost: ExactSum;
  charges: bigint;
  readonly resources: Map<string, Resource>;
}

function toChange({ one, now, then, cost, charges, resources }: Gathered): OwnerChange {
  const largest = [...resources.values()].sort((left, right) => right.cost.compareSize(left.cost)).slice(0, mostResources);
  return {
    month: one.month,
    currency: one.currency,
    owner: one.owner,
    owner_by_present_rules: now,
    owner_by_tried_rules: then,
    by_this_rule: now !== then,
    cost: cost.toString(),
    charges: charges.toString(),
    resources: largest.map((resource) => ({ ...resource, cost: resource.cost.toString() })),
  };
}

const mostResources = 10;
