// Made of the OpenAPI document: npx vitest run --project security test/security/openapi.test.ts -u

export interface paths {
    readonly "/api/allocation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Allocated and unallocated cost by owner, and rules that matched no charge
         * @description Requires the role reader or higher.
         */
        readonly get: operations["allocation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/anomalies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * New costs, purchases, and days outside their usual range, with the range, the reason and what made the difference
         * @description Requires the role reader or higher.
         */
        readonly get: operations["anomalies"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/application-tags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Ownership rules, and why broken ones are not used
         * @description Requires the role reader or higher.
         */
        readonly get: operations["applicationTags"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/budgets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Budget targets of a month, with actual cost, forecast and variance
         * @description Requires the role reader or higher.
         */
        readonly get: operations["budgets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/business-metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Business metrics that have values, by entity, with their days
         * @description Requires the role reader or higher.
         */
        readonly get: operations["businessMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/change-summary": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What publications changed in money since an instant, by up to four dimensions
         * @description Requires the role reader or higher.
         */
        readonly get: operations["changeSummary"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Charges that differ between two snapshots of a month, or in all that was published since an instant
         * @description Requires the role reader or higher.
         */
        readonly get: operations["changes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/charges": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Individual charges, paginated, in stored order
         * @description Requires the role reader or higher.
         */
        readonly get: operations["charges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/commitment-recommendations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What reservations of uncovered hours would have saved in a month, where the price of one is known
         * @description Requires the role reader or higher.
         */
        readonly get: operations["commitmentRecommendations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/commitments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Reservations and savings plans: effective cost, use, waste, savings and expiry
         * @description Requires the role reader or higher.
         */
        readonly get: operations["commitments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/costs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Cost by up to four dimensions over time, optionally compared with the preceding range
         * @description Requires the role reader or higher.
         */
        readonly get: operations["costs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/data-quality": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Data quality of a month: problems, reconciliation, freshness, completeness
         * @description Requires the role reader or higher.
         */
        readonly get: operations["dataQuality"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/dead-letters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Posted records that did not become charges, with the reason
         * @description Requires the role editor or higher and access to all billing accounts.
         */
        readonly get: operations["deadLetters"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/delivery-events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Publications with the money that they changed, and what held readings up, latest first
         * @description Requires the role reader or higher.
         */
        readonly get: operations["deliveryEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/dimension-values": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The values of a dimension or tag with their cost, those with the highest cost first
         * @description Requires the role reader or higher.
         */
        readonly get: operations["dimensionValues"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/efficiency": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What bills prove of how resources are used: paid of list, hours billed, flat cost, storage without access
         * @description Requires the role reader or higher.
         */
        readonly get: operations["efficiency"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/emissions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Emissions in kilograms of CO2 equivalent, as providers report them, and what is missing
         * @description Requires the role reader or higher.
         */
        readonly get: operations["emissions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/focus": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * FOCUS 1.4 Cost and Usage rows of a month, paginated
         * @description Requires the role reader or higher.
         */
        readonly get: operations["focus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/focus-findings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * FOCUS 1.4 rules that a snapshot breaks, with sample rows
         * @description Requires the role reader or higher.
         */
        readonly get: operations["focusFindings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/forecast": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Forecast of each billing account's month-end total, with a prediction interval
         * @description Requires the role reader or higher.
         */
        readonly get: operations["forecast"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/resources": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Cost of each resource, with the first and last day of its charges
         * @description Requires the role reader or higher.
         */
        readonly get: operations["resources"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/shared-costs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Cost by owner before and after rules split shared charges, with the rules and what each found
         * @description Requires the role reader or higher.
         */
        readonly get: operations["sharedCosts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/snapshots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All snapshots of a month: status, totals, findings, and which one is active
         * @description Requires the role reader or higher.
         */
        readonly get: operations["snapshots"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/tag-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Tag keys with the cost and charges that have them, and their number of values
         * @description Requires the role reader or higher.
         */
        readonly get: operations["tagKeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/tagging-audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Charges on which ownership rules disagreed: matches per level, the winner and the reason
         * @description Requires the role reader or higher.
         */
        readonly get: operations["taggingAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/unit-costs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Cost of one unit of a business metric over time
         * @description Requires the role reader or higher.
         */
        readonly get: operations["unitCosts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/workflow-executions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Workflow executions and their outcomes, latest first
         * @description Requires the role reader or higher and access to all billing accounts.
         */
        readonly get: operations["workflowExecutions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/assistant/mcp": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A Model Context Protocol server: JSON-RPC messages of an assistant
         * @description Requires the role reader or higher.
         */
        readonly post: operations["assistant"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/focus/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * FOCUS rows of a month as CSV, gzip CSV or Parquet
         * @description Requires the role operator or higher and access to all billing accounts.
         */
        readonly get: operations["focusExport"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who the caller is, what they see, and what they may ask
         * @description Requires the role reader or higher.
         */
        readonly get: operations["me"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Prometheus metrics
         * @description Requires the role operator or higher and access to all billing accounts.
         */
        readonly get: operations["metrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * This document
         * @description Requires the role reader or higher.
         */
        readonly get: operations["openapi"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/application-tags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tries, sets and disables ownership rules
         * @description Requires the role editor or higher and access to all billing accounts.
         */
        readonly post: operations["applicationTagOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who changed what, latest first
         * @description Requires the role operator or higher and access to all billing accounts.
         */
        readonly get: operations["audit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/budgets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tries, sets and withdraws budget targets
         * @description Requires the role editor or higher.
         */
        readonly post: operations["budgetOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/components": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Parts of the stack: state, version, latency, lag, disk, last error
         * @description Requires the role operator or higher and access to all billing accounts.
         */
        readonly get: operations["components"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/reports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lists, saves, runs, pauses, resumes and removes reports and alerts
         * @description Requires the role editor or higher.
         */
        readonly post: operations["reportOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The effective configuration; of secrets only whether they are set
         * @description Requires the role operator or higher and access to all billing accounts.
         */
        readonly get: operations["settings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/shared-cost-rules": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tries, sets and withdraws rules that split shared charges
         * @description Requires the role editor or higher.
         */
        readonly post: operations["sharedCostOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/snapshots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Rolls months back, and reads them again past a check
         * @description Requires the role operator or higher and access to all billing accounts.
         */
        readonly post: operations["snapshotOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/sources": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Adds, tests, activates, runs, pauses and retires connections to sources
         * @description Requires the role editor or higher and access to all billing accounts.
         */
        readonly post: operations["sourceOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/workflows": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lists, runs, cancels, pauses and resumes workflows
         * @description Requires the role operator or higher and access to all billing accounts.
         */
        readonly post: operations["workflowOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/posted-fixture": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * posted-fixture
         * @description Requires the role reader or higher.
         */
        readonly post: operations["postedFixture"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/query": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Measures by dimensions over time, from a fixed catalog
         * @description Requires the role reader or higher.
         */
        readonly post: operations["query"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Stores usage records. A request is stored as a whole, or rejected as a whole with the reason
         * @description Requires the role editor or higher.
         */
        readonly post: operations["records"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Health of each component, with the time of its last change
         * @description Requires the role reader or higher.
         */
        readonly get: operations["status"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/views": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Lists, saves, runs and removes views: questions that are asked again
         * @description Requires the role reader or higher.
         */
        readonly post: operations["views"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AllocationAnswer: {
            /** @description By id, at most 1000. A rule that matched and lost to another rule is not listed; see /api/tagging-audit. */
            readonly unmatched_rules: readonly components["schemas"]["UnmatchedRule"][];
            /** @description By id, at most 1000. */
            readonly changed_rules: readonly components["schemas"]["ChangedRule"][];
            readonly data: readonly components["schemas"]["AllocationRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["AllocationTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        readonly AllocationRow: {
            /** @description Application of the rule that matched when the charge was read, in upper case; empty when none matched. */
            readonly owner: string;
            readonly allocated: boolean;
            readonly currency: string;
            /** @description Null when none of its charges has a readable cost. */
            readonly cost: null | string;
            readonly charges: string;
        };
        readonly AllocationTotal: {
            readonly currency: string;
            readonly cost: string;
            readonly allocated_cost: string;
            readonly unallocated_cost: string;
            /** @description allocated_cost / cost, from 0 to 1 with four decimals; null when nothing was billed. */
            readonly allocated_share: null | string;
        };
        readonly AnomaliesAnswer: {
            /** @description Last day to which each billing account's usage is known. Later days are reported only when they already cost too much. */
            readonly known_through: readonly components["schemas"]["KnownThrough"][];
            readonly data: readonly components["schemas"]["AnomalyRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["AnomalyTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description A resource and meter, with what its charges cost in the days and in those before. Amounts are exact digits. */
        readonly AnomalyContributor: {
            /** @description Empty for charges of no resource, such as a support fee. */
            readonly resource: string;
            readonly resource_name: string;
            readonly meter: string;
            readonly cost: string;
            /** @description Cost of the days that it is compared with. */
            readonly before: string;
            /** @description cost - before */
            readonly difference: string;
            /** @description Charges in the days of the anomaly. */
            readonly charges: string;
        };
        /** @description Something that cost what its past did not lead to expect, on a day, on several in a row, or, when it had no past, in its first days. Amounts are digits. */
        readonly AnomalyRow: {
            /**
             * @description `new`: the value had no cost in the twelve weeks before. `unusual`: its cost is outside the usual range. `level`: on five or more days in a row; after a
             *     week the new level is the usual one. `purchase`: a purchase, which is apart from all other cost.
             */
            readonly kind: "purchase" | "level" | "new" | "unusual";
            readonly billing_account_id: string;
            readonly currency: string;
            readonly dimension: "subscription" | "resource_group" | "owner" | "service";
            /** @description Value of the dimension: a subscription GUID, a service name, … */
            readonly value: string;
            /** @description Subscription of a resource group; null for other dimensions. */
            readonly subscription_guid: null | string;
            /** @description The first day. For `new`: in this month. */
            readonly date: string;
            /** @description The last day. For `new`: the last charged day of its first two weeks, or of the month. */
            readonly through: string;
            /** @description Cost from `date` through `through`; without purchases, or of them alone. */
            readonly cost: string;
            /** @description Rounded to six decimals. 0 for what is new. */
            readonly expected: string;
            /** @description Usual range. Not below 0 unless costs were. */
            readonly low: string;
            readonly high: string;
            /** @description cost - expected */
            readonly difference: string;
            /** @description How far the cost is outside of the range; 0 for what was to be expected. Rows are ordered by it. */
            readonly excess: string;
            /** @description Number of earlier weeks that the day was compared with, 2 to 8; 0 for `new` and `purchase`. */
            readonly weeks: number;
            /** @description A purchase that was to be expected. */
            readonly planned: boolean;
            /** @description The anomaly in one sentence. */
            readonly why: string;
            /** @description First and last of the days before that contributors are compared with; null when they are compared with nothing. */
            readonly compared_from: null | string;
            readonly compared_through: null | string;
            /** @description Resources and meters that made most of the difference, of the first 20 rows. */
            readonly contributors: readonly components["schemas"]["AnomalyContributor"][];
            /** @description difference less the differences of the contributors: all other charges, and what the compared days differ from the expected cost. */
            readonly others_difference: string;
            /**
             * @description One anomaly is often seen in several dimensions. Number from 1 of an earlier row of this answer, of another dimension, that has most of this row's difference
             *     already; null when none has. Differences of rows with null can be added up. Of the first 100 rows; null for later ones.
             */
            readonly same_charges_as: null | number;
            /** @description Path and query of the charges in question. */
            readonly charges_address: string;
        };
        readonly AnomalyTotal: {
            readonly currency: string;
            /** @description What costs were divided by. Differences of two dimensions are about the same money. */
            readonly dimension: "subscription" | "resource_group" | "owner" | "service";
            readonly anomalies: string;
            readonly difference: string;
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerApplicationTagsRownever: {
            readonly data: readonly components["schemas"]["ApplicationTagsRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly unknown[];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerBudgetAnswerRownever: {
            readonly data: readonly components["schemas"]["BudgetAnswerRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly unknown[];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerBusinessMetricsRownever: {
            readonly data: readonly components["schemas"]["BusinessMetricsRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly unknown[];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerChargesRowCostTotals: {
            readonly data: readonly components["schemas"]["ChargesRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["CostTotals"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerCommitmentsRowCommitmentsTotal: {
            readonly data: readonly components["schemas"]["CommitmentsRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["CommitmentsTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerCostsRowCostsTotal: {
            readonly data: readonly components["schemas"]["CostsRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["CostsTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerDeadLettersRowDeadLettersTotal: {
            readonly data: readonly components["schemas"]["DeadLettersRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["DeadLettersTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerDeliveryEventAnswerRowDeliveryEventTotal: {
            readonly data: readonly components["schemas"]["DeliveryEventAnswerRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["DeliveryEventTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerDimensionValuesRowDimensionValuesTotal: {
            readonly data: readonly components["schemas"]["DimensionValuesRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["DimensionValuesTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerEfficiencyRowEfficiencyTotal: {
            readonly data: readonly components["schemas"]["EfficiencyRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["EfficiencyTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerFocusRowCostTotals: {
            readonly data: readonly components["schemas"]["FocusRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["CostTotals"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerForecastRowForecastTotal: {
            readonly data: readonly components["schemas"]["ForecastRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["ForecastTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        readonly AnswerProblem: {
            readonly code: string;
            /** @description One sentence. */
            readonly message: string;
            /** @description The affected charges, where known: one entry per currency. */
            readonly amounts?: readonly components["schemas"]["ProblemAmount"][];
            /** @description Of a filter that matches nothing: where it is, its value where that is a plain word, and the nearest values that there are. */
            readonly parameter?: string;
            readonly value?: string;
            readonly nearest?: readonly string[];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerResourcesRowCostTotals: {
            readonly data: readonly components["schemas"]["ResourcesRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["CostTotals"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description A published snapshot of one month of one billing account, or `live` for posted charges. */
        readonly AnswerSnapshot: {
            readonly billing_account_id: string;
            /** @description First day of the month. */
            readonly billing_period: string;
            readonly snapshot_id: string;
            /** @description When its reading began, RFC 3339; null for `live`. */
            readonly extracted_at: null | string;
            /** @description The last day on which it has usage; null without usage, and for `live`. */
            readonly usage_through: null | string;
            /** @description When the period is read next, RFC 3339; null when nobody reads it by schedule. */
            readonly next_read_at: null | string;
            /** @description A reading should have been published by now, and was not. */
            readonly late: boolean;
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerSnapshotRownever: {
            readonly data: readonly components["schemas"]["SnapshotRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly unknown[];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerTagKeysRowTagKeysTotal: {
            readonly data: readonly components["schemas"]["TagKeysRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["TagKeysTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerTaggingAuditAnswerRowTaggingAuditTotal: {
            readonly data: readonly components["schemas"]["TaggingAuditAnswerRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["TaggingAuditTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerUnitCostRowUnitCostTotal: {
            readonly data: readonly components["schemas"]["UnitCostRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["UnitCostTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /**
         * @description What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
         *     `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
         */
        readonly AnswerWorkflowExecutionAnswerRowWorkflowExecutionTotal: {
            readonly data: readonly components["schemas"]["WorkflowExecutionAnswerRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["WorkflowExecutionTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description Grain: one version of a rule of resource tracking; see domain/resource-tracking/application-tag.ts. The latest version of an id counts. */
        readonly ApplicationTagRow: {
            readonly id: number;
            readonly pattern: string;
            readonly match_kind?: string;
            readonly scope?: string;
            readonly application: string;
            readonly cmdb_service?: string;
            readonly priority?: number;
            readonly enabled?: boolean;
            readonly valid_from?: null | string;
            readonly valid_to?: null | string;
            /**
             * Format: date-time
             * @description When this version was stored; the latest version counts. Set by ClickHouse: a client's clock that is ahead would make a version permanent.
             */
            readonly updated_at: string;
        };
        readonly ApplicationTagsRow: {
            readonly id: number;
            readonly pattern: string;
            readonly match_kind: string;
            readonly scope: string;
            readonly application: string;
            readonly cmdb_service: string;
            readonly priority: number;
            readonly enabled: boolean;
            readonly valid_from: null | string;
            readonly valid_to: null | string;
            /** @description Why the rule is not used; null when it is used. */
            readonly fault: null | string;
        };
        readonly AppliedPool: {
            readonly currency: string;
            readonly cost: string;
            readonly charges: string;
            /** @description How many owners got a part; 0 when it could not be split. */
            readonly owners: number;
        };
        /** @description A rule in force, and what it found in the month. */
        readonly AppliedRule: {
            readonly pools: readonly components["schemas"]["AppliedPool"][];
            readonly id: string;
            readonly billing_account_id: string;
            /** @description When it was stored, RFC 3339; null for one that is tried or was just stored. */
            readonly version: null | string;
            readonly name: string;
            /** @description The rule with the lowest number takes a charge that several find. */
            readonly priority: number;
            /** @description As in POST /query; a charge must match all of them. */
            readonly filters: readonly components["schemas"]["WrittenFilter"][];
            readonly method: "metric" | "fixed" | "even" | "proportional";
            /** @description By whose values of the month targets are weighed; null unless the method is `metric`. */
            readonly business_metric: null | string;
            /** @description Empty: all owners that cost something. */
            readonly targets: readonly components["schemas"]["WrittenTarget"][];
            /** @description First and last month, `YYYY-MM`; null for no end. */
            readonly valid_from: null | string;
            readonly valid_to: null | string;
        };
        /**
         * @description What an HTTP producer posts: an Azure usage row in any of its spellings (domain/azure-ea/usage-fields.ts), and what the row itself
         *     does not say. The spellings of money and quantity are declared only so that Moose refuses JSON numbers in them.
         *     Optional fields say `| null`: under exactOptionalPropertyTypes Moose takes a bare `?` for required.
         */
        readonly AzureBillingDetailRecord: {
            readonly enrollment: string;
            /** @description ISO 4217 code of the costs. Required: usage rows do not contain it. */
            readonly currency: string;
            /** @description Number of this row among identical rows that all count: "2" for the second. Without it identical rows are one row delivered twice. */
            readonly occurrence?: null | string;
            readonly extendedCost?: null | string;
            readonly ExtendedCost?: null | string;
            readonly extended_cost?: null | string;
            readonly "Extended Cost"?: null | string;
            readonly cost?: null | string;
            readonly Cost?: null | string;
            readonly costInBillingCurrency?: null | string;
            readonly CostInBillingCurrency?: null | string;
            readonly pretaxCost?: null | string;
            readonly PreTaxCost?: null | string;
            readonly consumedQuantity?: null | string;
            readonly ConsumedQuantity?: null | string;
            readonly consumed_quantity?: null | string;
            readonly "Consumed Quantity"?: null | string;
            readonly usageQuantity?: null | string;
            readonly UsageQuantity?: null | string;
            readonly quantity?: null | string;
            readonly Quantity?: null | string;
            readonly resourceRate?: null | string;
            readonly ResourceRate?: null | string;
            readonly resource_rate?: null | string;
            readonly "Resource Rate"?: null | string;
            readonly effectivePrice?: null | string;
            readonly EffectivePrice?: null | string;
        } & {
            readonly [key: string]: unknown;
        };
        /** @description A FOCUS rule that the month's active snapshot breaks. */
        readonly BrokenFocusRule: {
            readonly billing_account_id: string;
            readonly snapshot_id: string;
            readonly rule_id: string;
            readonly focus_column: string;
            readonly severity: "warn" | "refuse";
            readonly requirement: "MUST" | "SHOULD";
            readonly description: string;
            readonly rows_checked: string;
            readonly failures: string;
        };
        /** @description A target and what became of it. Amounts are digits; null where the target's own fault makes them unknown. */
        readonly BudgetAnswerRow: {
            readonly id: string;
            /** @description Spelled as in the bills of the account, if there are any; likewise scope_value. */
            readonly billing_account_id: string;
            readonly scope_kind: string;
            readonly scope_value: string;
            readonly month: string;
            readonly currency: string;
            /** @description Plain digits; as posted when it is not an amount. */
            readonly target: string;
            readonly actual: null | string;
            /** @description Newest day of any charge of the account. */
            readonly actual_through: null | string;
            /** @description Last day to which usage of the account is known; the forecast estimates later days. */
            readonly known_through: null | string;
            /** @description Forecast of the month-end total, as in /api/forecast. */
            readonly forecast: null | string;
            readonly forecast_low: null | string;
            readonly forecast_high: null | string;
            /** @description forecast - target; above zero means over budget. */
            readonly variance: null | string;
            /** @description Why the target cannot be compared; null when it can. */
            readonly fault: null | "amount-unreadable" | "scope-kind-unknown" | "scope-kind-missing" | "scope-without-value" | "scope-without-charges" | "currency-not-billed";
        };
        /**
         * @description Grain: one version of a target for a month; the latest version of an id counts, and ids are unique within a billing account.
         *     The texts are as posted; domain/budget reads them. What cannot be read is a named problem in /api/budgets, not a refused request.
         */
        readonly BudgetRow: {
            readonly id: string;
            readonly billing_account_id: string;
            /** @description `account`, `subscription` (its GUID), `service` (FOCUS ServiceName), `resource_group` or `owner`. */
            readonly scope_kind: string;
            /** @description Value of the scope; empty for `account`. */
            readonly scope_value?: string;
            /** @description `YYYY-MM`, or another spelling of a month. */
            readonly month: string;
            readonly currency: string;
            /** @description Decimal digits as text; a JSON number would lose digits. */
            readonly amount: string;
            readonly enabled?: boolean;
            /**
             * Format: date-time
             * @description When this version was stored; the latest version counts. Set by ClickHouse: a client's clock that is ahead would make a version permanent.
             */
            readonly updated_at: string;
        };
        /**
         * @description Grain: one version of what an entity of the business had of something on a day, such as the orders of a shop; the latest version of (entity, metric, day)
         *     counts. Costs are divided by it, and never added to it. It names no billing account: callers of all accounts alone see it.
         */
        readonly BusinessMetricRow: {
            /** Format: date */
            readonly day: string;
            /** @description Whose: `shop`, `customer 17`. */
            readonly entity: string;
            /** @description Of what: `orders`, `active-users`. */
            readonly metric: string;
            /** @description Digits as text; a JSON number would lose some. */
            readonly value: string;
            /** @description What is counted; empty when the metric says it. */
            readonly unit?: string;
            /** @description Where the value comes from, in words of who posted it. */
            readonly source?: string;
            /**
             * Format: date-time
             * @description When this version was stored; the latest version counts. Set by ClickHouse: a client's clock that is ahead would make a version permanent.
             */
            readonly updated_at: string;
        };
        readonly BusinessMetricsRow: {
            readonly entity: string;
            readonly metric: string;
            /** @description What is counted; null where values have several units. Empty where they have none. */
            readonly unit: null | string;
            /** @description First and last day with a value, and how many days have one. */
            readonly first_day: string;
            readonly last_day: string;
            readonly days: string;
        };
        /** @description One thing whose charges on one day differ between two snapshots. Costs are digits, null where not one of the charges has a readable cost. */
        readonly ChangeRow: {
            readonly change: "removed" | "added" | "changed";
            readonly billing_account_id: string;
            /** @description First day of the billing period. */
            readonly billing_period: string;
            readonly usage_date: null | string;
            readonly currency: string;
            readonly subscription_guid: string;
            readonly subscription_name: string;
            readonly resource_group: string;
            readonly resource_name: string;
            readonly meter_category: string;
            readonly meter_name: string;
            /** @description As the charge was tracked in the later snapshot; empty without an owner. */
            readonly owner: string;
            readonly charges_before: number;
            readonly charges_after: number;
            readonly cost_before: null | string;
            readonly cost_after: null | string;
            readonly cost_difference: null | string;
        };
        readonly ChangeSummaryAnswer: {
            /** @description All compared snapshots. */
            readonly compared: readonly components["schemas"]["ComparedPeriod"][];
            readonly data: readonly components["schemas"]["ChangeSummaryRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["ChangeSummaryTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description Besides these the groups by their names, null for charges without the tag. Groups without a difference are left out. */
        readonly ChangeSummaryRow: {
            readonly currency: string;
            readonly charges_before: string;
            readonly charges_after: string;
            readonly cost_before: string;
            readonly cost_after: string;
            readonly cost_difference: string;
        } & {
            readonly [key: string]: null | string;
        };
        /** @description What the charges of a group cost before and after; of all charges of the compared snapshots in a total. */
        readonly ChangeSummaryTotal: {
            readonly currency: string;
            readonly charges_before: string;
            readonly charges_after: string;
            readonly cost_before: string;
            readonly cost_after: string;
            readonly cost_difference: string;
        };
        /** @description How many charges differ in all, and by how much; one row for each currency. */
        readonly ChangeTotalRow: {
            readonly currency: string;
            readonly added: number;
            readonly removed: number;
            readonly changed: number;
            readonly cost_difference: null | string;
        };
        /** @description Charges whose owner came from a rule that is not what it was. They keep that owner. */
        readonly ChangedRule: {
            readonly id: string;
            /** @description The owner that the charges have. */
            readonly owner: string;
            readonly state: "gone" | "disabled" | "renamed";
            /** @description The application that the rule has now; null when the rule was removed. */
            readonly application: null | string;
            readonly currency: string;
            readonly cost: string;
            readonly charges: string;
        };
        readonly ChangesAnswer: {
            /** @description The compared snapshots; empty when they are of several billing periods, or nothing was published before. */
            readonly from: string;
            readonly to: string;
            /** @description All compared snapshots. */
            readonly compared: readonly components["schemas"]["ComparedPeriod"][];
            readonly data: readonly components["schemas"]["ChangeRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["ChangeTotalRow"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        readonly ChargesRow: {
            readonly billing_account_id: string;
            /** @description Null for posted charges with neither a day nor a month. */
            readonly billing_period: null | string;
            readonly snapshot_id: string;
            readonly charge_id: string;
            /** @description Null when missing or unreadable. */
            readonly usage_date: null | string;
            readonly currency: string;
            /** @description Costs are null when unknown; `problems` says why. */
            readonly billed_cost: null | string;
            readonly effective_cost: null | string;
            readonly contracted_cost: null | string;
            readonly list_cost: null | string;
            readonly charge_category: string;
            readonly service_category: string;
            readonly service_subcategory: string;
            readonly service_name: string;
            readonly meter_category: string;
            readonly meter: string;
            readonly region: string;
            readonly subscription: string;
            readonly subscription_name: string;
            readonly resource_group: string;
            readonly resource: string;
            readonly resource_name: string;
            readonly resource_type: string;
            readonly owner: string;
            /** @description Id of the rule (ApplicationTag) that gave the owner when the charge was read. Null without an owner, and where a file named the owner. */
            readonly owner_rule_id: null | string;
            readonly department: string;
            readonly cost_center: string;
            readonly account_owner_id: string;
            readonly consumed_quantity: null | string;
            readonly consumed_unit: string;
            readonly contracted_unit_price: null | string;
            readonly charge_description: string;
            /** @description A JSON object as text; empty for none. */
            readonly tags: string;
            readonly problems: readonly string[];
        };
        readonly CommitmentRecommendationsAnswer: {
            /** @description By what the units and savings were computed, each a sentence. */
            readonly assumptions: readonly string[];
            readonly data: readonly components["schemas"]["CommitmentRecommendationsRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["CommitmentRecommendationsTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        readonly CommitmentRecommendationsRow: {
            readonly billing_account_id: string;
            readonly subscription: string;
            readonly region: string;
            /** @description FOCUS SkuId. */
            readonly meter_id: string;
            readonly meter: string;
            readonly service_name: string;
            readonly currency: string;
            /** @description Hours of the month that no commitment covered, and what they were billed. */
            readonly hours: string;
            readonly billed_cost: string;
            /** @description Units that ran on every day for all of its hours: what a reservation of so many units would have used completely. */
            readonly units: string;
            /** @description units times the hours of the month. */
            readonly unit_hours: string;
            /** @description What unit_hours cost at the average price of hours. */
            readonly on_demand_cost: string;
            /** @description What unit_hours of commitment_id cost in the month; null where no one-year reservation of the meter is known. */
            readonly commitment_cost: null | string;
            /** @description on_demand_cost less commitment_cost; below 0 where the reservation would have cost more. */
            readonly saving: null | string;
            /** @description The order of the reservation whose price was taken: the newest one-year reservation of the account that charges of the meter and region used. */
            readonly commitment_id: null | string;
        };
        readonly CommitmentRecommendationsTotal: {
            readonly currency: string;
            readonly recommendations: string;
            /** @description Of those whose saving is known; null where of none. */
            readonly saving: null | string;
        };
        readonly CommitmentsRow: {
            readonly billing_account_id: string;
            readonly billing_period: string;
            readonly snapshot_id: string;
            /** @description FOCUS CommitmentDiscountId; the order where it is divided. */
            readonly commitment_id: string;
            readonly commitment_name: string;
            /** @description Usage: a reservation, which is counted in hours. Spend: a savings plan, which is counted in money. */
            readonly category: string;
            readonly type: string;
            readonly currency: string;
            /** @description Which evidence the effective cost has: order-terms, reservation-details, amortized-report, unknown, or empty where the provider's own FOCUS rows have it. */
            readonly evidence: string;
            /** @description What this bill bills for the commitment. */
            readonly billed_cost: string;
            /** @description What the month cost: used_cost and unused_cost. */
            readonly effective_cost: string;
            readonly used_cost: string;
            /** @description What was paid for and not used; 0 with the problem use-unknown. */
            readonly unused_cost: string;
            /** @description In commitment_unit; null where the charges have none, or several units. */
            readonly used_quantity: null | string;
            readonly unused_quantity: null | string;
            readonly commitment_unit: null | string;
            /** @description Used of used and unused, 0 to 1 with six decimals: of quantities, of a savings plan of costs. Null where there are neither, and where what was not used is not known. */
            readonly utilization: null | string;
            /**
             * @description What was consumed under it of all that was consumed of the same meters in the month, 0 to 1 with six decimals: of quantities, of a savings plan of list costs.
             *     Null where nothing was, and where a list price that is needed is not known.
             */
            readonly coverage: null | string;
            /** @description What the used quantity costs at list prices, less effective_cost. Null where a list price is not known. */
            readonly savings: null | string;
            /** @description Of the terms by which the bill was read; null where they are not known. */
            readonly starts_on: null | string;
            readonly ends_on: null | string;
            readonly expires_in_days: null | string;
            readonly term_months: null | string;
            /** @description Units held at once; of a savings plan the money of an hour. */
            readonly quantity: null | string;
            /** @description All that was paid for the commitment until the end of this bill or as listed, less what was paid back. Null where bills since its begin are missing. */
            readonly purchased: null | string;
            /** @description Of purchased, what is of days before this bill, and what is of days after it. */
            readonly spread_before: null | string;
            readonly spread_after: null | string;
            /** @description Why the effective cost is not known, or not as the terms say: docs/commitments.md. */
            readonly problems: readonly string[];
        };
        readonly CommitmentsTotal: {
            readonly currency: string;
            readonly commitments: string;
            readonly billed_cost: string;
            readonly effective_cost: string;
            readonly used_cost: string;
            readonly unused_cost: string;
            /** @description Of the commitments whose savings are known; null where of none. */
            readonly savings: null | string;
            /** @description Commitments that end within 90 days from now. */
            readonly expiring: string;
            /** @description Of the commitments whose terms are known. */
            readonly purchased: string;
            readonly spread_before: string;
            readonly spread_after: string;
        };
        /** @description Two snapshots of a billing period, as an answer names them. */
        readonly ComparedPeriod: {
            readonly billing_account_id: string;
            /** @description First day of the billing period. */
            readonly billing_period: string;
            /** @description Null when nothing was published before: all charges of `to` were added. */
            readonly from: null | string;
            readonly to: string;
        };
        /** @description All four costs of everything that a question matches, for each currency; null where not one charge has that cost. */
        readonly CostTotals: {
            readonly currency: string;
            readonly billed_cost: null | string;
            readonly effective_cost: null | string;
            readonly contracted_cost: null | string;
            readonly list_cost: null | string;
            readonly charges: string;
        };
        /**
         * @description Besides these the groups by their names, `billing_account_id` for the billing account, null for charges without the tag; `date` (a day, or `YYYY-MM`)
         *     when a grain is asked, null for charges without a day;
         *     `previous_cost` and `difference` when compared; `billed_cost`, `effective_cost`, `contracted_cost` and `list_cost` of further metrics; `share` when asked;
         *     with a quantity `unit`, `quantity` and `unit_cost`, null for charges without a quantity or unit, and `previous_quantity` and `previous_unit_cost` when
         *     compared; `others`, the number of groups in the row Other and else 0, when only the top is asked.
         */
        readonly CostsRow: {
            readonly currency: string;
            /** @description Null when no charge has a known cost. */
            readonly cost: null | string;
            readonly charges: string;
        } & {
            readonly [key: string]: null | string | number;
        };
        /** @description With a quantity a total for each unit. */
        readonly CostsTotal: {
            readonly currency: string;
            readonly unit?: null | string;
            readonly cost: null | string;
            readonly billed_cost?: null | string;
            readonly effective_cost?: null | string;
            readonly contracted_cost?: null | string;
            readonly list_cost?: null | string;
            readonly charges: string;
            readonly quantity?: null | string;
            readonly unit_cost?: null | string;
            readonly previous_cost?: null | string;
            readonly difference?: null | string;
        };
        readonly DataQualityAnswer: {
            /** @description Null for callers of some billing accounts only: the account in a rejected record cannot be trusted. */
            readonly dead_letters: null | components["schemas"]["WaitingDeadLetters"];
            /** @description Most severe first, at most 1000. */
            readonly focus_findings: readonly components["schemas"]["BrokenFocusRule"][];
            readonly reconciliation: readonly components["schemas"]["Reconciliation"][];
            readonly freshness: readonly components["schemas"]["Freshness"][];
            /** @description Services behind their billing account first, at most 1000. */
            readonly services: readonly components["schemas"]["ServiceFreshness"][];
            /** @description Subscriptions with charges in the month, most missing days first, at most 1000. */
            readonly completeness: readonly components["schemas"]["DayCoverage"][];
            /** @description Months without data between the first and the last month of a billing account, at most 1000. */
            readonly missing_months: readonly components["schemas"]["MissingMonth"][];
            readonly data: readonly components["schemas"]["DataQualityRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["DataQualityTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description One oddity that charges of a period have, with what those charges cost; a charge that has two counts in both rows. */
        readonly DataQualityRow: {
            readonly billing_account_id: string;
            /** @description First day of the period; null for a posted charge without a month. */
            readonly billing_period: null | string;
            readonly currency: string;
            readonly code: string;
            /** @description Field of the charge; empty for imported charges. */
            readonly field: string;
            readonly charges: string;
            /** @description Null when none of the charges has a readable cost. */
            readonly cost: null | string;
        };
        /** @description Charges that have any problem, among all. A cost is that of the charges that have one, and null when none has. */
        readonly DataQualityTotal: {
            readonly currency: string;
            readonly charges: string;
            readonly cost: null | string;
            readonly charges_with_problems: string;
            readonly cost_with_problems: null | string;
            /** @description Charges without a readable day; they count in their month, on no day. */
            readonly charges_without_day: string;
            readonly cost_without_day: null | string;
            /** @description Charges without a readable cost; they are not counted in any amount. */
            readonly charges_without_cost: string;
        };
        /** Format: date-time */
        readonly Date: string;
        /** @description The days of a month on which a subscription has no charge, up to the one to which usage of its billing account is known. */
        readonly DayCoverage: {
            readonly billing_account_id: string;
            readonly subscription_guid: string;
            readonly subscription_name: string;
            readonly first_usage_date: string;
            readonly last_usage_date: string;
            readonly days_with_charges: number;
            readonly missing_days: readonly string[];
        };
        readonly DeadLettersRow: {
            readonly letter_id: string;
            /** @description Billing account named in the record; null when it has no valid one. */
            readonly billing_account_id: null | string;
            /** @description The posted record as JSON text. */
            readonly original: string;
            readonly reason: string;
            readonly failed_at: string;
            /** @description When `npm run dead-letters -- replay` replayed it; null when it was not. */
            readonly replayed_at: null | string;
        };
        readonly DeadLettersTotal: {
            readonly letters: string;
            /** @description Of these, never replayed. */
            readonly waiting: string;
        };
        readonly DeliveryEventAnswerRow: {
            /** @description RFC 3339. */
            readonly at: string;
            readonly billing_account_id: string;
            /** @description First day of the period; null before it was known. */
            readonly billing_period: null | string;
            readonly snapshot_id: string;
            readonly source: string;
            readonly event: "resumed" | "retry" | "wait" | "published";
            /** @description Of a publication `first` or `replaced`, of a retry the kind of error, of a wait `rate`, `breaker` or `report`. */
            readonly kind: string;
            /** @description The part that was being read. */
            readonly part: number;
            readonly delay_ms: string;
            readonly detail: string;
            /** @description What a publication changed in money; empty for other events. */
            readonly costs: readonly components["schemas"]["PublishedCost"][];
        };
        readonly DeliveryEventTotal: {
            readonly event: "resumed" | "retry" | "wait" | "published";
            readonly events: string;
        };
        readonly DimensionValuesRow: {
            /** @description Empty for charges that say nothing of the dimension. Charges without the tag have no value. */
            readonly value: string;
            readonly currency: string;
            /** @description Billed cost; null when no charge has a known cost. */
            readonly cost: null | string;
            readonly charges: string;
        };
        /** @description Of all values that match, also those beyond the limit. */
        readonly DimensionValuesTotal: {
            readonly currency: string;
            /** @description How many different values. */
            readonly values: string;
            readonly cost: null | string;
            readonly charges: string;
        };
        /** @description Amounts and quantities are digits; those that a signal is not made of are null. */
        readonly EfficiencyRow: {
            readonly code: "paid-of-list" | "hours-billed" | "flat-cost" | "storage-without-access";
            readonly billing_account_id: string;
            readonly subscription: string;
            readonly resource_group: string;
            /** @description FOCUS ResourceId. */
            readonly resource: string;
            readonly resource_name: string;
            readonly resource_type: string;
            readonly region: string;
            readonly owner: string;
            /** @description FOCUS ServiceName: a resource that several services bill has a row for each. */
            readonly service_name: string;
            readonly currency: string;
            /** @description Of the usage charges that the signal is made of; null when none of them has a readable cost. */
            readonly billed_cost: null | string;
            readonly charges: string;
            /** @description Of the charges whose list cost is known. */
            readonly effective_cost: null | string;
            readonly list_cost: null | string;
            /** @description effective_cost / list_cost, six decimals. */
            readonly paid_share: null | string;
            readonly unit: null | string;
            readonly quantity: null | string;
            /** @description Of the month before. */
            readonly previous_quantity: null | string;
            readonly previous_billed_cost: null | string;
            /** @description What is gone of previous_quantity, 0 to 1 with six decimals. */
            readonly quantity_fall: null | string;
            readonly hours_of_month: null | string;
            /** @description quantity / hours_of_month, six decimals: 1 is one thing that always runs, more are several. */
            readonly hours_share: null | string;
            /** @description The same of the month before; null where it has no hours. */
            readonly previous_hours_share: null | string;
            /** @description Charges of the resource in the month that read or write stored data. */
            readonly access_charges: null | string;
            /** @description Such charges of all resources of the service and the account: what shows that its bills have them. */
            readonly service_access_charges: null | string;
        };
        /** @description One for each signal and currency. */
        readonly EfficiencyTotal: {
            readonly currency: string;
            readonly code: "paid-of-list" | "hours-billed" | "flat-cost" | "storage-without-access";
            /** @description Rows of the signal, all of them. */
            readonly signals: string;
            readonly billed_cost: null | string;
        };
        readonly EmissionsAnswer: {
            /** @description Of accounts that have charges or a report in the range. By account and month. */
            readonly missing: readonly components["schemas"]["MissingEmissions"][];
            readonly data: readonly components["schemas"]["EmissionsRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["EmissionsTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description Kilograms are exact. Null is missing, and never zero. */
        readonly EmissionsRow: {
            /** @description `YYYY-MM`. */
            readonly month: string;
            /** @description Value of the group; null where the report does not name it, and without a group. */
            readonly value: null | string;
            /** @description Of CO2 equivalent; null where not one value is known. */
            readonly kilograms: null | string;
            /** @description Values of the reports that are missing, and not in kilograms. */
            readonly missing_values: string;
            /** @description `market`, `location`, `unspecified`: by which methods the values are counted. */
            readonly methods: readonly string[];
            /** @description Versions of the providers' models. */
            readonly model_versions: readonly string[];
            readonly currency: null | string;
            /** @description Billed cost of the same, where bills name it as the report does and it is in one currency. */
            readonly cost: null | string;
            /** @description Kilograms for one unit of cost, to 18 decimals. Null where either is not known, or not all of it. */
            readonly kilograms_per_cost: null | string;
        };
        readonly EmissionsTotal: {
            /** @description Null where not one value is known. */
            readonly kilograms: null | string;
            readonly missing_values: string;
            readonly methods: readonly string[];
            readonly model_versions: readonly string[];
        };
        /** @description What came of one rule when a snapshot was last checked. */
        readonly FocusFinding: {
            readonly rule_id: string;
            readonly focus_column: string;
            readonly severity: "warn" | "refuse";
            readonly requirement: "MUST" | "SHOULD";
            readonly description: string;
            readonly rows_checked: number;
            readonly failures: number;
            readonly samples: readonly components["schemas"]["ReadonlyRecordstringstringnull"][];
            /** @description UTC. */
            readonly checked_at: string;
        };
        readonly FocusFindingsAnswer: {
            /** @description The snapshot of these findings. */
            readonly snapshot: string;
            readonly data: readonly components["schemas"]["FocusFinding"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly unknown[];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description By FOCUS's own names; decimals as text, times as RFC 3339. */
        readonly FocusRow: {
            readonly [key: string]: unknown;
        };
        /** @description What a month will have cost a billing account at its end. Amounts are digits. */
        readonly ForecastRow: {
            readonly billing_account_id: string;
            readonly currency: string;
            /** @description `YYYY-MM`. */
            readonly month: string;
            /** @description Billed to the month so far, including fees dated ahead; null when no charge has a readable cost. */
            readonly actual: null | string;
            /** @description Newest day of any charge. */
            readonly actual_through: string;
            /** @description Last day to which usage is known; later days are estimated. Null when there is no usage. */
            readonly known_through: null | string;
            /** @description Null when fewer than seven days are known. */
            readonly forecast: null | string;
            /** @description The month-end total lies between low and high with probability `confidence`, if forecasts err as they did in the weeks before. */
            readonly low: null | string;
            readonly high: null | string;
            readonly confidence: number;
            /**
             * @description `actual`: the month is over. `weekday-median`, `median`: estimated from the known days; `weekday-trend`: with the growth of the last weeks. `none`: too few
             *     days are known.
             */
            readonly method: "none" | "weekday-trend" | "weekday-median" | "median" | "actual";
            /** @description Number of known days behind the estimate, at most 56. */
            readonly based_on_days: number;
            readonly remaining_days: number;
        };
        readonly ForecastTotal: {
            readonly currency: string;
            /** @description `YYYY-MM`. */
            readonly month: string;
            /** @description Sum over accounts that have one; null when none has. */
            readonly actual: null | string;
            /** @description Null when any account has none. */
            readonly forecast: null | string;
        };
        /** @description How old what is known of a billing account is; of all its months. */
        readonly Freshness: {
            readonly billing_account_id: string;
            /** @description RFC 3339; null when only posted charges are known. */
            readonly last_published_at: null | string;
            readonly hours_since_publication: null | number;
            /** @description Newest day of any charge, which may be a fee dated ahead. */
            readonly last_usage_date: null | string;
            /** @description Last day to which usage is known; null when there is no usage. */
            readonly known_through: null | string;
        };
        /** @description To which day usage is known of a billing account, and the newest day of any charge, which may be a fee that was billed ahead. */
        readonly KnownThrough: {
            readonly billing_account_id: string;
            /** @description Usage is known up to and including this day; null when there is no usage at all. */
            readonly known_through: null | string;
            readonly newest_charge_date: string;
        };
        /** @description What has no emissions: an account in a month, or a subscription of it. It is in no sum. */
        readonly MissingEmissions: {
            readonly billing_account_id: string;
            /** @description `YYYY-MM`. */
            readonly month: string;
            /** @description Null: the whole account. */
            readonly subscription: null | string;
            /** @description Null: not known, which is not zero. */
            readonly kilograms: null | string;
            /** @description No report was read; access to the subscription was denied; the report has nothing in this scope and by this method. */
            readonly reason: "access-denied" | "no-report" | "not-reported";
        };
        /** @description A month without data between the first and the last known month of a billing account. */
        readonly MissingMonth: {
            readonly billing_account_id: string;
            /** @description `YYYY-MM`. */
            readonly month: string;
        };
        readonly ProblemAmount: {
            readonly currency: string;
            readonly charges: string;
            /** @description Null when the cost itself is missing, or when effective_cost is given instead. */
            readonly billed_cost: null | string;
            /** @description Given when the problem concerns the effective cost. */
            readonly effective_cost?: null | string;
        };
        /** @description Amounts are what the source charged, as exact digits. */
        readonly PublishedCost: {
            readonly currency: string;
            readonly cost_before: string;
            readonly cost_after: string;
            readonly cost_difference: string;
        };
        /** @description Make all properties in T readonly */
        readonly ReadonlyRecordstringstringnull: {
            readonly [key: string]: null | string;
        };
        readonly ReceivedCost: {
            readonly billing_account_id: string;
            /** @description `id` of the rule. */
            readonly rule: string;
            /** @description Part of 1 with at most 12 decimals. */
            readonly share: string;
            /** @description Cost of the pool times share. */
            readonly cost: string;
        };
        /** @description What one month of one billing account costs, by everything that says so. Amounts are digits; null: that source says nothing. */
        readonly Reconciliation: {
            readonly billing_account_id: string;
            readonly billing_period: string;
            /** @description `live` for a month that has posted charges only. */
            readonly snapshot_id: string;
            readonly currency: string;
            /** @description Total of the ledger of what was read. Null for live charges. */
            readonly ledger_total: null | string;
            /** @description Total at the seal. */
            readonly sealed_total: null | string;
            /** @description Total that readers see: the rollups' sum of what the source charged, which is the effective cost where its report spreads purchases over usage. */
            readonly published_total: string;
            /** @description The same total of the FOCUS rows. */
            readonly focus_total: null | string;
            /** @description Total from a second source, Azure's balance. */
            readonly control_total: null | string;
            readonly published_difference: null | string;
            readonly focus_difference: null | string;
            readonly control_difference: null | string;
            /** @description Whether the ledger, seal, published and FOCUS totals are equal to the last digit. The control total, which Azure rounds, is not compared. */
            readonly balanced: boolean;
        };
        readonly ResourcesRow: {
            readonly billing_account_id: string;
            readonly subscription: string;
            readonly resource_group: string;
            /** @description FOCUS ResourceId; empty for charges without a resource. */
            readonly resource: string;
            readonly resource_name: string;
            readonly resource_type: string;
            readonly region: string;
            readonly owner: string;
            readonly currency: string;
            /** @description Null when none of its charges has this cost. */
            readonly billed_cost: null | string;
            readonly effective_cost: null | string;
            readonly contracted_cost: null | string;
            readonly list_cost: null | string;
            readonly charges: string;
            /** @description First and last day of its charges in the range; null when no charge has a day. */
            readonly first_seen: null | string;
            readonly last_seen: null | string;
        };
        /** @description To which day the usage of one service of a billing account is known. */
        readonly ServiceFreshness: {
            readonly billing_account_id: string;
            readonly service: string;
            /** @description Null when the service is not used every day. */
            readonly known_through: null | string;
            readonly last_usage_date: string;
        };
        readonly SharedCostsAnswer: {
            /** @description Those in force in the month, in the order in which they take charges. */
            readonly rules: readonly components["schemas"]["AppliedRule"][];
            readonly data: readonly components["schemas"]["SharedCostsRow"][];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly components["schemas"]["AnswerSnapshot"][];
            /** @description ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
            readonly currency: null | string;
            readonly totals: readonly components["schemas"]["SharedCostsTotal"][];
            /** @description `next` is the `page` parameter of the next page; null on the last page. */
            readonly page: {
                readonly next: null | string;
            };
            /** @description What to know before using the numbers. */
            readonly problems: readonly components["schemas"]["AnswerProblem"][];
        };
        /** @description Amounts are exact: a part has up to 30 decimals. */
        readonly SharedCostsRow: {
            /** @description Empty for charges without an owner. */
            readonly owner: string;
            readonly currency: string;
            /** @description Of its own charges, as /api/allocation has it; null when none of them has a readable cost. */
            readonly direct_cost: null | string;
            /** @description Of its own charges, what rules split. */
            readonly given_cost: string;
            /** @description Its parts of what rules split. */
            readonly received_cost: string;
            /** @description direct_cost - given_cost + received_cost; null when nothing of it is known. */
            readonly total_cost: null | string;
            readonly charges: string;
            /** @description Where received_cost is from, in the order of rules. */
            readonly received: readonly components["schemas"]["ReceivedCost"][];
        };
        readonly SharedCostsTotal: {
            readonly currency: string;
            /** @description Before and after, and as /api/allocation has it. */
            readonly cost: string;
            /** @description What rules split. */
            readonly split_cost: string;
            /** @description What rules found and could not split. */
            readonly not_split_cost: string;
        };
        /** @description Late charges, charges that the source gives elsewhere, and what an operator accepted. */
        readonly SnapshotFindingRow: {
            readonly code: string;
            /** @description Number of charges, as digits. */
            readonly rows: string;
            /** @description Amount in `currency`, as digits; empty when the finding has no amount. */
            readonly cost: string;
            readonly detail: string;
        };
        readonly SnapshotOverrideRow: {
            readonly option: string;
            /** @description The operator's reason; empty when none was given. */
            readonly reason: string;
        };
        /** @description A snapshot and its life. Times are RFC 3339, null for what has not happened. */
        readonly SnapshotRow: {
            readonly billing_account_id: string;
            /** @description First day of the month. */
            readonly billing_period: string;
            readonly snapshot_id: string;
            readonly status: "published" | "abandoned" | "sealed" | "opened" | "dropped";
            /** @description Whether it is the active snapshot. */
            readonly active: boolean;
            /** @description When the reading began. */
            readonly opened_at: string;
            readonly sealed_at: null | string;
            readonly published_at: null | string;
            readonly abandoned_at: null | string;
            readonly dropped_at: null | string;
            /** @description Why it was abandoned or dropped; empty otherwise. */
            readonly reason: string;
            /** @description Such as `CNY`; `EUR,USD` for a bill in several currencies. */
            readonly currency: string;
            readonly pages: number;
            /** @description Number of charges, as digits; 0 until sealed. */
            readonly rows: string;
            /** @description Cost in `currency`, as digits; 0 until sealed. Null for a bill in several currencies; see `/api/costs`. */
            readonly cost: null | string;
            /** @description The snapshot whose place it took when it was published; null for the first of a period, and for one that was not published. */
            readonly replaced_snapshot_id: null | string;
            /** @description Cost minus that of the replaced snapshot, as digits. Null without one, and when they are not in one and the same currency; see `/api/changes`. */
            readonly cost_difference: null | string;
            /** @description The source's own total that the rows match, as digits, or its first total when they match none; null when it has none. */
            readonly control_total: null | string;
            /** @description The source's name of that total, such as `totalUsage`; empty when it has none. */
            readonly control_total_name: string;
            /** @description What readers need to know about it. */
            readonly findings: readonly components["schemas"]["SnapshotFindingRow"][];
            /** @description Checks that an operator overrode for it, and why. */
            readonly overrides: readonly components["schemas"]["SnapshotOverrideRow"][];
        };
        readonly TagKeysRow: {
            /** @description As most charges write it. */
            readonly key: string;
            /** @description Whether its case counts: not for Azure's tags. */
            readonly case_sensitive: boolean;
            readonly currency: string;
            /** @description Billed cost of the charges that have the tag; null when none of them has a known cost. */
            readonly cost: null | string;
            readonly charges: string;
            /** @description Share of the cost and of the charges of the currency, `1` for all; null when these are 0. */
            readonly cost_coverage: null | string;
            readonly charges_coverage: null | string;
            /** @description How many different values. */
            readonly values: string;
        };
        /** @description Of all charges of the range. */
        readonly TagKeysTotal: {
            readonly currency: string;
            /** @description How many tags match. */
            readonly keys: string;
            readonly cost: null | string;
            readonly charges: string;
            /** @description Of charges that have a tag, whichever. */
            readonly tagged_cost: null | string;
            readonly tagged_charges: string;
        };
        readonly TaggingAuditAnswerRow: {
            readonly billing_account_id: string;
            readonly snapshot_id: string;
            readonly charge_id: string;
            /** @description Null when the day of the charge is unreadable. */
            readonly date: null | string;
            readonly winner_id: string;
            readonly winner_application: string;
            readonly winner_level: "resource_group" | "instance_id" | "subscription_guid";
            readonly match_order: "level-first" | "id-first";
            /** @description Why the winner took precedence over the second rule. */
            readonly reason: "priority" | "id" | "level";
            /** @description For each level: the searched text and the matching rules as `id pattern application`, strongest first. */
            readonly levels: readonly {
                readonly level: "resource_group" | "instance_id" | "subscription_guid";
                readonly text: string;
                readonly match_count: number;
                readonly matches: readonly string[];
            }[];
        };
        readonly TaggingAuditTotal: {
            readonly winner_level: "resource_group" | "instance_id" | "subscription_guid";
            readonly reason: "priority" | "id" | "level";
            readonly conflicts: string;
        };
        readonly UnitCostRow: {
            /** @description Day or month. */
            readonly date: string;
            readonly currency: string;
            /** @description Null when not one charge of the date has this cost. */
            readonly cost: null | string;
            /** @description Sum of the values of the date; null without one. */
            readonly value: null | string;
            readonly unit: null | string;
            /** @description cost / value, to 18 decimals; null when there is a reason. */
            readonly unit_cost: null | string;
            /** @description Why there is no cost of one unit; null when there is one. */
            readonly reason: null | "no-value" | "days-without-value" | "units-differ" | "value-is-zero" | "value-is-negative" | "cost-unknown";
        };
        readonly UnitCostTotal: {
            readonly currency: string;
            readonly cost: null | string;
            readonly value: null | string;
            readonly unit: null | string;
            readonly unit_cost: null | string;
            readonly reason: null | "no-value" | "days-without-value" | "units-differ" | "value-is-zero" | "value-is-negative" | "cost-unknown";
        };
        /** @description A rule that is in force in the month and that matched no charge when the month was read. */
        readonly UnmatchedRule: {
            readonly id: string;
            readonly pattern: string;
            readonly match_kind: string;
            readonly scope: string;
            readonly application: string;
            readonly priority: number;
        };
        /** @description Posted records that did not become charges and have not been handled. */
        readonly WaitingDeadLetters: {
            readonly waiting: string;
            readonly first_failed_at: null | string;
            readonly last_failed_at: null | string;
            /** @description Per billing account named in the records, most first; null for records without one. At most 1000. */
            readonly accounts: readonly {
                readonly billing_account_id: null | string;
                readonly waiting: string;
            }[];
        };
        readonly WorkflowExecutionAnswerRow: {
            readonly workflow: string;
            /** @description RFC 3339. */
            readonly started_at: string;
            readonly ended_at: string;
            readonly duration_seconds: number;
            readonly outcome: "failed" | "succeeded";
            /** @description Charges that the run read. */
            readonly charges: string;
            /** @description Result in one sentence. */
            readonly detail: string;
        };
        readonly WorkflowExecutionTotal: {
            readonly outcome: "failed" | "succeeded";
            readonly executions: string;
        };
        readonly WrittenFilter: {
            readonly field: string;
            readonly op: string;
            readonly values: readonly string[];
        };
        readonly WrittenTarget: {
            readonly owner: string;
            /** @description Digits; null unless the method is `fixed`. */
            readonly weight: null | string;
        };
        /** @description Why a request failed. Never contains engine messages or another caller's data. */
        readonly ErrorAnswer: {
            readonly error: {
                /** @description Id of the error; the log has it as `request_id`. */
                readonly id: string;
                /** @enum {string} */
                readonly code: "bad-parameter" | "bad-body" | "too-large" | "unauthenticated" | "forbidden" | "not-found" | "method-not-allowed" | "body-timeout" | "not-now" | "snapshots-changed" | "body-too-large" | "too-many-requests" | "cancelled" | "internal" | "unavailable" | "timed-out";
                readonly message: string;
                /** @description The invalid parameter, or the path in the body. */
                readonly parameter?: string;
                /** @description Allowed values or forms. */
                readonly allowed?: readonly string[];
                /** @description What is wrong with a form, each at its field. */
                readonly faults?: readonly {
                    readonly path: string;
                    readonly message: string;
                }[];
                readonly retry_after_seconds?: number;
            };
        };
        /** @description The envelope of every answer. */
        readonly Envelope: {
            readonly data: readonly Record<string, never>[];
            /** @description The snapshots that the answer is based on. */
            readonly snapshots: readonly Record<string, never>[];
            /** @description ISO 4217 code when all amounts are in one currency, else null. */
            readonly currency: string | null;
            readonly totals: readonly Record<string, never>[];
            readonly page: {
                readonly next: string | null;
            };
            readonly problems: readonly {
                readonly code: string;
                readonly message: string;
                readonly amounts?: readonly Record<string, never>[];
                /** @description Of a filter that matches nothing: where it is. */
                readonly parameter?: string;
                /** @description The value of that filter. */
                readonly value?: string;
                /** @description The nearest values that there are. */
                readonly nearest?: readonly string[];
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly allocation: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /** @description `true`: only costs with an owner; `false`: only costs without one. */
                readonly allocated?: boolean;
                /**
                 * @description Maximum owners to return (default 100), highest cost first. Totals cover all owners.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AllocationAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly anomalies: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Usage month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /** @description Dimension to examine (default: all of them). `service` is FOCUS ServiceName; `owner` is the application of an ownership rule. */
                readonly dimension?: "subscription" | "resource_group" | "owner" | "service";
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Minimum difference to report, in the currency of the bill (default 1).
                 * @example 1
                 */
                readonly minimum?: string;
                /** @description Also purchases that were to be expected: on the first of a month, or as much as a month before (default false). */
                readonly include_planned?: boolean;
                /**
                 * @description Maximum rows to return (default 100), largest excess first. Totals cover all rows.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnomaliesAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly applicationTags: {
        readonly parameters: {
            readonly query?: {
                /** @description Only rules that cannot be used. */
                readonly broken?: boolean;
                /**
                 * @description Rules examined for one page (default 1000).
                 * @example 1000
                 */
                readonly limit?: number;
                /**
                 * @description `page.next` of the previous answer.
                 * @example WyIwIl0
                 */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerApplicationTagsRownever"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly budgets: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Month of the targets, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Maximum rows to return (default 100), by account and id.
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description `page.next` of the previous answer.
                 * @example WyIiLCIiXQ
                 */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerBudgetAnswerRownever"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly businessMetrics: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Maximum metrics to return (default 100), by entity and metric.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerBusinessMetricsRownever"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly changeSummary: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description `yesterday`, `today`, a day `YYYY-MM-DD` (from its beginning, UTC) or an RFC 3339 time: what was published since. Without it: what the last reading of each month changed.
                 * @example yesterday
                 */
                readonly since?: string;
                /**
                 * @description Up to four dimensions or tag:key, comma-separated (default `service_name`); empty for the totals alone.
                 * @example service_name
                 */
                readonly group?: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Billing month, `YYYY-MM`. Defaults to all months.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description Maximum rows to return (default 100), largest difference first.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description `page.next` of the previous answer. */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChangeSummaryAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly changes: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Billing month, `YYYY-MM`. Defaults to all months. When several billing periods begin in it, `from` or `to` selects one.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description `yesterday`, `today`, a day `YYYY-MM-DD` (from its beginning, UTC) or an RFC 3339 time: what was published since. Without it: what the last reading of each month changed.
                 * @example yesterday
                 */
                readonly since?: string;
                /** @description Snapshot ids, with billing_account and month. Default: the previously active snapshot and the active one. */
                readonly from?: string;
                readonly to?: string;
                /**
                 * @description Maximum rows to return (default 100), largest difference first.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description `page.next` of the previous answer. */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChangesAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly charges: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Charges on one page (default 100).
                 * @example 100
                 */
                readonly limit?: number;
                /** @description `page.next` of the previous answer. */
                readonly page?: string;
                /** @description `no`: only charges whose day is missing or unreadable. Without `month`, `from` and `to`: in all months. */
                readonly dated?: "no";
                /**
                 * @description Billing month, `YYYY-MM`, instead of `from` and `to`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description First billing month `YYYY-MM`, or first usage day `YYYY-MM-DD`. Default: with days, the first day of the month of `to`; with months, eleven months before `to` for /api/costs, else `to`.
                 * @example 2026-09
                 */
                readonly from?: string;
                /**
                 * @description Last billing month or usage day, in the form of `from`. Default: the current month, or today. The range is at most 36 months.
                 * @example 2026-11
                 */
                readonly to?: string;
                /** @description Billing account ids, comma-separated. */
                readonly billing_account?: string;
                /** @description Subscription ids, comma-separated. The case of Azure ids is ignored. */
                readonly subscription?: string;
                /** @description Subscription names, comma-separated. */
                readonly subscription_name?: string;
                /** @description Resource groups, comma-separated. Case is ignored. */
                readonly resource_group?: string;
                /** @description FOCUS ServiceCategory, comma-separated. */
                readonly service_category?: string;
                /** @description FOCUS ServiceSubcategory, comma-separated. */
                readonly service_subcategory?: string;
                /** @description FOCUS ServiceName, comma-separated. */
                readonly service_name?: string;
                /** @description Meter categories, comma-separated. */
                readonly meter_category?: string;
                /** @description Meter names, comma-separated. */
                readonly meter?: string;
                /** @description FOCUS RegionId, comma-separated. */
                readonly region?: string;
                /** @description Owners, comma-separated. Case is ignored; empty selects charges without an owner. */
                readonly owner?: string;
                /** @description Departments, comma-separated. */
                readonly department?: string;
                /** @description Cost centers, comma-separated. */
                readonly cost_center?: string;
                /** @description FOCUS ChargeCategory, comma-separated. */
                readonly charge_category?: string;
                /** @description Resource ids, comma-separated. The case of Azure ids is ignored. */
                readonly resource?: string;
                /** @description Tags as key:value, comma-separated; a charge must have one of the given values of each key. Quote a key with a colon or a comma, or a value with a comma: `"aws:createdBy":bob`. */
                readonly tag?: string;
                /** @description Only charges without this tag. Several keys, comma-separated: without any of them. */
                readonly without_tag?: string;
                /** @description Only charges that have this tag, including those where its value is empty. */
                readonly with_tag?: string;
                /**
                 * @description Leaves charges out, as dimension:value or tag:key:value, comma-separated: `service_name:Storage,tag:env:dev`. Quote a value with a comma.
                 * @example service_name:Storage
                 */
                readonly exclude?: string;
                /**
                 * @description Only charges whose dimension or tag contains the text, in any case: `resource_name:vm-`. Several texts of a dimension: one of them. Written as `exclude`.
                 * @example resource_name:vm
                 */
                readonly contains?: string;
                /**
                 * @description Only charges whose dimension or tag begins with the text: `resource_group:rg-`. Written as `exclude`.
                 * @example resource_group:rg-
                 */
                readonly starts_with?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerChargesRowCostTotals"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly commitmentRecommendations: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Maximum rows to return (default 100), highest saving first, then those without a known price by on-demand cost. Totals cover all.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommitmentRecommendationsAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly commitments: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Only commitments that end within this many days from now.
                 * @example 90
                 */
                readonly expires_within?: number;
                /**
                 * @description Maximum commitments to return (default 100), highest unused cost first. Totals cover all.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerCommitmentsRowCommitmentsTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly costs: {
        readonly parameters: {
            readonly query?: {
                /** @description One row for the whole range (default), for each day or for each billing month. */
                readonly grain?: "day" | "month" | "none";
                /**
                 * @description Up to four dimensions or tag:key, comma-separated (default `billing_account`); empty for one total. Quote a tag key that has a comma: tag:"a,b".
                 * @example service_name
                 */
                readonly group?: string;
                /**
                 * @description FOCUS cost to sum (default `billed`): billed, effective, contracted or list. Several, comma-separated: the first is `cost`, the others have columns of their own.
                 * @example billed
                 */
                readonly metric?: string;
                /** @description Add how much was used: a row for each unit, its quantity and the cost of one unit. `consumed` counts single units, `pricing` what the price is the price of. */
                readonly quantity?: "consumed" | "pricing";
                /** @description Add the share of the total of its currency, and with a grain of its date. */
                readonly share?: boolean;
                /** @description Order of the rows of a date and currency (default `cost`). `difference` needs compare. */
                readonly sort?: "name" | "cost" | "difference" | "share";
                /** @description Default `asc` for sort=name, else `desc`. */
                readonly order?: "asc" | "desc";
                /**
                 * @description Return only this many groups per currency, the first by `sort`: the highest cost, or with sort=difference those that grew most. All others are one row, Other.
                 * @example 10
                 */
                readonly top?: number;
                /** @description Add the cost of the preceding range of the same length, or of the same range a month or a year before, and the difference. */
                readonly compare?: "year" | "month" | "previous";
                /**
                 * @description Billing month, `YYYY-MM`, instead of `from` and `to`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description First billing month `YYYY-MM`, or first usage day `YYYY-MM-DD`. Default: with days, the first day of the month of `to`; with months, eleven months before `to` for /api/costs, else `to`.
                 * @example 2026-09
                 */
                readonly from?: string;
                /**
                 * @description Last billing month or usage day, in the form of `from`. Default: the current month, or today. The range is at most 36 months.
                 * @example 2026-11
                 */
                readonly to?: string;
                /** @description Billing account ids, comma-separated. */
                readonly billing_account?: string;
                /** @description Subscription ids, comma-separated. The case of Azure ids is ignored. */
                readonly subscription?: string;
                /** @description Subscription names, comma-separated. */
                readonly subscription_name?: string;
                /** @description Resource groups, comma-separated. Case is ignored. */
                readonly resource_group?: string;
                /** @description FOCUS ServiceCategory, comma-separated. */
                readonly service_category?: string;
                /** @description FOCUS ServiceSubcategory, comma-separated. */
                readonly service_subcategory?: string;
                /** @description FOCUS ServiceName, comma-separated. */
                readonly service_name?: string;
                /** @description Meter categories, comma-separated. */
                readonly meter_category?: string;
                /** @description Meter names, comma-separated. */
                readonly meter?: string;
                /** @description FOCUS RegionId, comma-separated. */
                readonly region?: string;
                /** @description Owners, comma-separated. Case is ignored; empty selects charges without an owner. */
                readonly owner?: string;
                /** @description Departments, comma-separated. */
                readonly department?: string;
                /** @description Cost centers, comma-separated. */
                readonly cost_center?: string;
                /** @description FOCUS ChargeCategory, comma-separated. */
                readonly charge_category?: string;
                /** @description Resource ids, comma-separated. The case of Azure ids is ignored. */
                readonly resource?: string;
                /** @description Tags as key:value, comma-separated; a charge must have one of the given values of each key. Quote a key with a colon or a comma, or a value with a comma: `"aws:createdBy":bob`. */
                readonly tag?: string;
                /** @description Only charges without this tag. Several keys, comma-separated: without any of them. */
                readonly without_tag?: string;
                /** @description Only charges that have this tag, including those where its value is empty. */
                readonly with_tag?: string;
                /**
                 * @description Leaves charges out, as dimension:value or tag:key:value, comma-separated: `service_name:Storage,tag:env:dev`. Quote a value with a comma.
                 * @example service_name:Storage
                 */
                readonly exclude?: string;
                /**
                 * @description Only charges whose dimension or tag contains the text, in any case: `resource_name:vm-`. Several texts of a dimension: one of them. Written as `exclude`.
                 * @example resource_name:vm
                 */
                readonly contains?: string;
                /**
                 * @description Only charges whose dimension or tag begins with the text: `resource_group:rg-`. Written as `exclude`.
                 * @example resource_group:rg-
                 */
                readonly starts_with?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerCostsRowCostsTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly dataQuality: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Billing month, `YYYY-MM`. Without it, the answer covers charges without a readable day in all months, and what belongs to no month.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DataQualityAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly deadLetters: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Only dead letters with this billing account as their enrollment.
                 * @example 100
                 */
                readonly billing_account?: string;
                /** @description `true`: only dead letters that were never replayed; `false`: only replayed ones. */
                readonly waiting?: boolean;
                /**
                 * @description Maximum rows to return (default 100), latest first. Totals cover all rows.
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description `page.next` of the previous answer.
                 * @example WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIjAiXQ
                 */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerDeadLettersRowDeadLettersTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly deliveryEvents: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Only events of this billing account.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Only events of billing periods that begin in this month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /** @description Only such events: `published` are publications, with what they changed in money; the others held a reading up. */
                readonly event?: "resumed" | "retry" | "wait" | "published";
                /**
                 * @description Only events on this day (UTC) or later, `YYYY-MM-DD`. They are kept for 90 days.
                 * @example 2026-10-01
                 */
                readonly since?: string;
                /**
                 * @description Maximum rows to return (default 100), latest first.
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description `page.next` of the previous answer.
                 * @example WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIiIsIiIsIiIsIjAiXQ
                 */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerDeliveryEventAnswerRowDeliveryEventTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly dimensionValues: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description A dimension of /api/costs, or tag:key.
                 * @example service_name
                 */
                readonly field: string;
                /** @description Only those that contain this text, in any case. */
                readonly q?: string;
                /** @description `prefix`: only those that begin with `q`. */
                readonly match?: "contains" | "prefix";
                /** @description Billing account ids, comma-separated. Defaults to all accounts you can read. */
                readonly billing_account?: string;
                /**
                 * @description Rows for each currency (default 100).
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description Billing month, `YYYY-MM`, instead of `from` and `to`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description First billing month `YYYY-MM`, or first usage day `YYYY-MM-DD`. Default: with days, the first day of the month of `to`; with months, eleven months before `to` for /api/costs, else `to`.
                 * @example 2026-09
                 */
                readonly from?: string;
                /**
                 * @description Last billing month or usage day, in the form of `from`. Default: the current month, or today. The range is at most 36 months.
                 * @example 2026-11
                 */
                readonly to?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerDimensionValuesRowDimensionValuesTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly efficiency: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /** @description Only this signal. */
                readonly code?: "paid-of-list" | "hours-billed" | "flat-cost" | "storage-without-access";
                /**
                 * @description Maximum rows of each signal and currency (default 100), highest billed cost first. Totals cover all.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description Billing account ids, comma-separated. */
                readonly billing_account?: string;
                /** @description Subscription ids, comma-separated. The case of Azure ids is ignored. */
                readonly subscription?: string;
                /** @description Subscription names, comma-separated. */
                readonly subscription_name?: string;
                /** @description Resource groups, comma-separated. Case is ignored. */
                readonly resource_group?: string;
                /** @description FOCUS ServiceCategory, comma-separated. */
                readonly service_category?: string;
                /** @description FOCUS ServiceSubcategory, comma-separated. */
                readonly service_subcategory?: string;
                /** @description FOCUS ServiceName, comma-separated. */
                readonly service_name?: string;
                /** @description Meter categories, comma-separated. */
                readonly meter_category?: string;
                /** @description Meter names, comma-separated. */
                readonly meter?: string;
                /** @description FOCUS RegionId, comma-separated. */
                readonly region?: string;
                /** @description Owners, comma-separated. Case is ignored; empty selects charges without an owner. */
                readonly owner?: string;
                /** @description Departments, comma-separated. */
                readonly department?: string;
                /** @description Cost centers, comma-separated. */
                readonly cost_center?: string;
                /** @description FOCUS ChargeCategory, comma-separated. */
                readonly charge_category?: string;
                /** @description Resource ids, comma-separated. The case of Azure ids is ignored. */
                readonly resource?: string;
                /** @description Tags as key:value, comma-separated; a charge must have one of the given values of each key. Quote a key with a colon or a comma, or a value with a comma: `"aws:createdBy":bob`. */
                readonly tag?: string;
                /** @description Only charges without this tag. Several keys, comma-separated: without any of them. */
                readonly without_tag?: string;
                /** @description Only charges that have this tag, including those where its value is empty. */
                readonly with_tag?: string;
                /**
                 * @description Leaves charges out, as dimension:value or tag:key:value, comma-separated: `service_name:Storage,tag:env:dev`. Quote a value with a comma.
                 * @example service_name:Storage
                 */
                readonly exclude?: string;
                /**
                 * @description Only charges whose dimension or tag contains the text, in any case: `resource_name:vm-`. Several texts of a dimension: one of them. Written as `exclude`.
                 * @example resource_name:vm
                 */
                readonly contains?: string;
                /**
                 * @description Only charges whose dimension or tag begins with the text: `resource_group:rg-`. Written as `exclude`.
                 * @example resource_group:rg-
                 */
                readonly starts_with?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerEfficiencyRowEfficiencyTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly emissions: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Month of the usage, `YYYY-MM`, instead of `from` and `to`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description First month, `YYYY-MM`. Default: eleven months before `to`.
                 * @example 2026-01
                 */
                readonly from?: string;
                /**
                 * @description Last month, `YYYY-MM`. Default: the current month. The range is at most 36 months.
                 * @example 2026-10
                 */
                readonly to?: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /** @description A row for each month and value of this. A service is what the report calls it: a resource type at Azure, a product code at AWS. Default: a row for each month. */
                readonly group?: "billing_account" | "region" | "subscription" | "owner" | "resource" | "service" | "scope";
                /** @description How electricity is counted: by contracts (`market`, default) or by the grid (`location`). What a report gives by no method is in both. */
                readonly method?: "market" | "location";
                /** @description `1`, `2` or `3` of the GHG Protocol, or `total` (default): the report's own total, and where it has none its three scopes. Not with `group=scope`. */
                readonly scope?: "1" | "2" | "3" | "total";
                /**
                 * @description Maximum rows to return (default 1000), by month and highest kilograms first. Totals cover all.
                 * @example 1000
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EmissionsAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly focus: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /** @description Billing account id. Defaults to all accounts you can read. */
                readonly billing_account?: string;
                /**
                 * @description FOCUS 1.4 columns or custom columns (x_…), comma-separated. Default: the 65 columns of FOCUS.
                 * @example ServiceName,BilledCost,ChargePeriodStart
                 */
                readonly columns?: string;
                /**
                 * @description Splits shared charges by the rules in force: each such charge is replaced by its parts, with who gets them in AllocatedResourceId. Proportional rules weigh the
                 *     billed or the effective cost. Default: charges as they were billed.
                 */
                readonly split?: "billed" | "effective";
                /**
                 * @description Rows on one page (default 100).
                 * @example 100
                 */
                readonly limit?: number;
                /** @description `page.next` of the previous answer. */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerFocusRowCostTotals"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly focusFindings: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing account id (at Azure the enrollment number).
                 * @example 100
                 */
                readonly billing_account: string;
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /** @description Snapshot id. Default: the active one. */
                readonly snapshot?: string;
                /** @description Include rules that no row breaks. */
                readonly passed?: boolean;
                /**
                 * @description Maximum rows to return (default 100), most severe first.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FocusFindingsAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly forecast: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Usage month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description How many months, `month` the first of them, 1 to 3 (default 1).
                 * @example 1
                 */
                readonly months?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerForecastRowForecastTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly resources: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Resources on one page (default 100).
                 * @example 100
                 */
                readonly limit?: number;
                /** @description `page.next` of the previous answer. */
                readonly page?: string;
                /**
                 * @description Billing month, `YYYY-MM`, instead of `from` and `to`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description First billing month `YYYY-MM`, or first usage day `YYYY-MM-DD`. Default: with days, the first day of the month of `to`; with months, eleven months before `to` for /api/costs, else `to`.
                 * @example 2026-09
                 */
                readonly from?: string;
                /**
                 * @description Last billing month or usage day, in the form of `from`. Default: the current month, or today. The range is at most 36 months.
                 * @example 2026-11
                 */
                readonly to?: string;
                /** @description Billing account ids, comma-separated. */
                readonly billing_account?: string;
                /** @description Subscription ids, comma-separated. The case of Azure ids is ignored. */
                readonly subscription?: string;
                /** @description Subscription names, comma-separated. */
                readonly subscription_name?: string;
                /** @description Resource groups, comma-separated. Case is ignored. */
                readonly resource_group?: string;
                /** @description FOCUS ServiceCategory, comma-separated. */
                readonly service_category?: string;
                /** @description FOCUS ServiceSubcategory, comma-separated. */
                readonly service_subcategory?: string;
                /** @description FOCUS ServiceName, comma-separated. */
                readonly service_name?: string;
                /** @description Meter categories, comma-separated. */
                readonly meter_category?: string;
                /** @description Meter names, comma-separated. */
                readonly meter?: string;
                /** @description FOCUS RegionId, comma-separated. */
                readonly region?: string;
                /** @description Owners, comma-separated. Case is ignored; empty selects charges without an owner. */
                readonly owner?: string;
                /** @description Departments, comma-separated. */
                readonly department?: string;
                /** @description Cost centers, comma-separated. */
                readonly cost_center?: string;
                /** @description FOCUS ChargeCategory, comma-separated. */
                readonly charge_category?: string;
                /** @description Resource ids, comma-separated. The case of Azure ids is ignored. */
                readonly resource?: string;
                /** @description Tags as key:value, comma-separated; a charge must have one of the given values of each key. Quote a key with a colon or a comma, or a value with a comma: `"aws:createdBy":bob`. */
                readonly tag?: string;
                /** @description Only charges without this tag. Several keys, comma-separated: without any of them. */
                readonly without_tag?: string;
                /** @description Only charges that have this tag, including those where its value is empty. */
                readonly with_tag?: string;
                /**
                 * @description Leaves charges out, as dimension:value or tag:key:value, comma-separated: `service_name:Storage,tag:env:dev`. Quote a value with a comma.
                 * @example service_name:Storage
                 */
                readonly exclude?: string;
                /**
                 * @description Only charges whose dimension or tag contains the text, in any case: `resource_name:vm-`. Several texts of a dimension: one of them. Written as `exclude`.
                 * @example resource_name:vm
                 */
                readonly contains?: string;
                /**
                 * @description Only charges whose dimension or tag begins with the text: `resource_group:rg-`. Written as `exclude`.
                 * @example resource_group:rg-
                 */
                readonly starts_with?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerResourcesRowCostTotals"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly sharedCosts: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /** @description Which cost is split. Default `billed`. */
                readonly metric?: "billed" | "effective";
                /**
                 * @description Maximum owners to return (default 100), highest total first. Totals cover all owners.
                 * @example 100
                 */
                readonly limit?: number;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SharedCostsAnswer"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly snapshots: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Billing month, `YYYY-MM`. Defaults to all months.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description Maximum rows to return (default 100).
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description `page.next` of the previous answer.
                 * @example WyIyMDI2LTEwLTAxIiwiMTAwIiwiMjA5OS0wMS0wMSAwMDowMDowMC4wMDAiLCIiXQ
                 */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerSnapshotRownever"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly tagKeys: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those that contain this text, in any case. */
                readonly q?: string;
                /** @description `prefix`: only those that begin with `q`. */
                readonly match?: "contains" | "prefix";
                /** @description Billing account ids, comma-separated. Defaults to all accounts you can read. */
                readonly billing_account?: string;
                /**
                 * @description Rows for each currency (default 100).
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description Billing month, `YYYY-MM`, instead of `from` and `to`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description First billing month `YYYY-MM`, or first usage day `YYYY-MM-DD`. Default: with days, the first day of the month of `to`; with months, eleven months before `to` for /api/costs, else `to`.
                 * @example 2026-09
                 */
                readonly from?: string;
                /**
                 * @description Last billing month or usage day, in the form of `from`. Default: the current month, or today. The range is at most 36 months.
                 * @example 2026-11
                 */
                readonly to?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerTagKeysRowTagKeysTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly taggingAudit: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Billing month, `YYYY-MM`.
                 * @example 2026-10
                 */
                readonly month: string;
                /**
                 * @description Billing account id (at Azure the enrollment number). Defaults to all accounts you can read.
                 * @example 100
                 */
                readonly billing_account?: string;
                /**
                 * @description Only conflicts that this application won. Case and Unicode composition are ignored.
                 * @example PAYMENTS
                 */
                readonly winner?: string;
                /**
                 * @description Only conflicts that this rule (ApplicationTag id) won.
                 * @example 1
                 */
                readonly rule?: number;
                /** @description Only conflicts that were won at this level. */
                readonly level?: "resource_group" | "instance_id" | "subscription_guid";
                /** @description Only conflicts decided for this reason: a higher level, a smaller priority or a smaller id. */
                readonly reason?: "priority" | "id" | "level";
                /**
                 * @description Maximum rows to return (default 100), by day.
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description `page.next` of the previous answer.
                 * @example WyIxOTcwLTAxLTAxIiwiIiwiIiwiIl0
                 */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerTaggingAuditAnswerRowTaggingAuditTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly unitCosts: {
        readonly parameters: {
            readonly query: {
                /**
                 * @description Whose business: `entity` of the posted values.
                 * @example shop
                 */
                readonly entity: string;
                /**
                 * @description By what the cost is divided: `metric` of the posted values.
                 * @example orders
                 */
                readonly business_metric: string;
                /** @description A row for each day (default) or for each month. A month needs a value on each of its days that is in the range. */
                readonly grain?: "day" | "month";
                /** @description FOCUS cost to divide (default `billed`). */
                readonly metric?: "list" | "contracted" | "billed" | "effective";
                /**
                 * @description Billing month, `YYYY-MM`, instead of `from` and `to`.
                 * @example 2026-10
                 */
                readonly month?: string;
                /**
                 * @description First billing month `YYYY-MM`, or first usage day `YYYY-MM-DD`. Default: with days, the first day of the month of `to`; with months, eleven months before `to` for /api/costs, else `to`.
                 * @example 2026-09
                 */
                readonly from?: string;
                /**
                 * @description Last billing month or usage day, in the form of `from`. Default: the current month, or today. The range is at most 36 months.
                 * @example 2026-11
                 */
                readonly to?: string;
                /** @description Billing account ids, comma-separated. */
                readonly billing_account?: string;
                /** @description Subscription ids, comma-separated. The case of Azure ids is ignored. */
                readonly subscription?: string;
                /** @description Subscription names, comma-separated. */
                readonly subscription_name?: string;
                /** @description Resource groups, comma-separated. Case is ignored. */
                readonly resource_group?: string;
                /** @description FOCUS ServiceCategory, comma-separated. */
                readonly service_category?: string;
                /** @description FOCUS ServiceSubcategory, comma-separated. */
                readonly service_subcategory?: string;
                /** @description FOCUS ServiceName, comma-separated. */
                readonly service_name?: string;
                /** @description Meter categories, comma-separated. */
                readonly meter_category?: string;
                /** @description Meter names, comma-separated. */
                readonly meter?: string;
                /** @description FOCUS RegionId, comma-separated. */
                readonly region?: string;
                /** @description Owners, comma-separated. Case is ignored; empty selects charges without an owner. */
                readonly owner?: string;
                /** @description Departments, comma-separated. */
                readonly department?: string;
                /** @description Cost centers, comma-separated. */
                readonly cost_center?: string;
                /** @description FOCUS ChargeCategory, comma-separated. */
                readonly charge_category?: string;
                /** @description Resource ids, comma-separated. The case of Azure ids is ignored. */
                readonly resource?: string;
                /** @description Tags as key:value, comma-separated; a charge must have one of the given values of each key. Quote a key with a colon or a comma, or a value with a comma: `"aws:createdBy":bob`. */
                readonly tag?: string;
                /** @description Only charges without this tag. Several keys, comma-separated: without any of them. */
                readonly without_tag?: string;
                /** @description Only charges that have this tag, including those where its value is empty. */
                readonly with_tag?: string;
                /**
                 * @description Leaves charges out, as dimension:value or tag:key:value, comma-separated: `service_name:Storage,tag:env:dev`. Quote a value with a comma.
                 * @example service_name:Storage
                 */
                readonly exclude?: string;
                /**
                 * @description Only charges whose dimension or tag contains the text, in any case: `resource_name:vm-`. Several texts of a dimension: one of them. Written as `exclude`.
                 * @example resource_name:vm
                 */
                readonly contains?: string;
                /**
                 * @description Only charges whose dimension or tag begins with the text: `resource_group:rg-`. Written as `exclude`.
                 * @example resource_group:rg-
                 */
                readonly starts_with?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerUnitCostRowUnitCostTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly workflowExecutions: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Only executions of this workflow.
                 * @example extract-month
                 */
                readonly workflow?: string;
                /** @description Only executions with this outcome. */
                readonly outcome?: "failed" | "succeeded";
                /**
                 * @description Only executions that started on this day (UTC) or later, `YYYY-MM-DD`.
                 * @example 2026-10-01
                 */
                readonly since?: string;
                /**
                 * @description Maximum rows to return (default 100), latest first.
                 * @example 100
                 */
                readonly limit?: number;
                /**
                 * @description `page.next` of the previous answer.
                 * @example WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIiIsIjIwOTktMDEtMDEgMDA6MDA6MDAuMDAwIiwiIl0
                 */
                readonly page?: string;
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerWorkflowExecutionAnswerRowWorkflowExecutionTotal"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly assistant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "jsonrpc": "2.0",
                 *       "id": 1,
                 *       "method": "tools/call",
                 *       "params": {
                 *         "name": "costs",
                 *         "arguments": {
                 *           "month": "2026-10"
                 *         }
                 *       }
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly jsonrpc: "2.0";
                    readonly id?: string | number;
                    readonly method: string;
                    readonly params?: {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly focusExport: {
        readonly parameters: {
            readonly query: {
                /** @description Billing month, `YYYY-MM` */
                readonly month: string;
                /** @description Only this billing account */
                readonly account?: string;
                /** @description Of FOCUS (default 1.4) */
                readonly version?: "1.4" | "1.2";
                /** @description Default csv */
                readonly format?: "csv" | "csv.gz" | "parquet";
                /** @description With CSV: no cell runs as a formula (default 0) */
                readonly "spreadsheet-safe"?: "0" | "1" | "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/csv; charset=utf-8": string;
                    readonly "application/gzip": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly me: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly metrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain; version=0.0.4; charset=utf-8": string;
                };
            };
        };
    };
    readonly openapi: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly applicationTagOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "try",
                 *       "rule": {
                 *         "id": 1000,
                 *         "pattern": "vm-",
                 *         "application": "pay"
                 *       },
                 *       "from": "2026-10",
                 *       "to": "2026-10"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "try";
                    readonly rule: {
                        readonly id: number;
                        readonly pattern: string;
                        /**
                         * @default contains
                         * @enum {string}
                         */
                        readonly match_kind?: "contains" | "exact" | "prefix" | "regex";
                        /**
                         * @default any
                         * @enum {string}
                         */
                        readonly scope?: "any" | "instance_id" | "resource_group" | "subscription_guid";
                        readonly application: string;
                        /** @default  */
                        readonly cmdb_service?: string;
                        /** @default 100 */
                        readonly priority?: number;
                        /** @default null */
                        readonly valid_from?: string | null;
                        /** @default null */
                        readonly valid_to?: string | null;
                    };
                    readonly from?: string;
                    readonly to?: string;
                } | {
                    /** @constant */
                    readonly operation: "try-disable";
                    readonly id: number;
                    readonly from?: string;
                    readonly to?: string;
                } | {
                    /** @constant */
                    readonly operation: "set";
                    readonly rule: {
                        readonly id: number;
                        readonly pattern: string;
                        /**
                         * @default contains
                         * @enum {string}
                         */
                        readonly match_kind?: "contains" | "exact" | "prefix" | "regex";
                        /**
                         * @default any
                         * @enum {string}
                         */
                        readonly scope?: "any" | "instance_id" | "resource_group" | "subscription_guid";
                        readonly application: string;
                        /** @default  */
                        readonly cmdb_service?: string;
                        /** @default 100 */
                        readonly priority?: number;
                        /** @default null */
                        readonly valid_from?: string | null;
                        /** @default null */
                        readonly valid_to?: string | null;
                    };
                    /** @default  */
                    readonly reason?: string;
                    readonly from?: string;
                    readonly to?: string;
                } | {
                    /** @constant */
                    readonly operation: "disable";
                    readonly id: number;
                    /** @default  */
                    readonly reason?: string;
                    readonly from?: string;
                    readonly to?: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly audit: {
        readonly parameters: {
            readonly query?: {
                /** @description Only changes by this caller */
                readonly caller?: string;
                /** @description Only this action, or this kind of actions: `budget.set`, `budget` */
                readonly action?: string;
                /** @description Only changes of this one, as `target` names it */
                readonly target?: string;
                /** @description Only changes that ended so */
                readonly outcome?: "done" | "failed" | "unknown";
                /** @description Only changes on this day (UTC) or later, `YYYY-MM-DD` */
                readonly since?: string;
                /** @description Only changes on this day (UTC) or earlier, `YYYY-MM-DD` */
                readonly until?: string;
                /** @description Maximum rows to return (default 100), latest first */
                readonly limit?: string;
                /** @description `page.next` of the previous answer */
                readonly page?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly budgetOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "try",
                 *       "id": "november",
                 *       "billing_account": "100",
                 *       "scope_kind": "account",
                 *       "month": "2026-11",
                 *       "currency": "CNY",
                 *       "amount": "90000"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "try";
                    readonly id: string;
                    readonly billing_account: string;
                    /** @enum {string} */
                    readonly scope_kind: "account" | "subscription" | "service" | "resource_group" | "owner";
                    /** @default  */
                    readonly scope_value?: string;
                    readonly month: string;
                    readonly currency: string;
                    /** @description Decimal digits as text */
                    readonly amount: string;
                } | {
                    /** @constant */
                    readonly operation: "set";
                    readonly id: string;
                    readonly billing_account: string;
                    /** @enum {string} */
                    readonly scope_kind: "account" | "subscription" | "service" | "resource_group" | "owner";
                    /** @default  */
                    readonly scope_value?: string;
                    readonly month: string;
                    readonly currency: string;
                    /** @description Decimal digits as text */
                    readonly amount: string;
                    /** @default  */
                    readonly reason?: string;
                } | {
                    /** @constant */
                    readonly operation: "withdraw";
                    readonly id: string;
                    readonly billing_account: string;
                    /** @default  */
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly components: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly reportOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "list"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "list";
                    readonly id?: string;
                } | {
                    /** @constant */
                    readonly operation: "runs";
                    readonly id: string;
                    readonly before?: string;
                } | {
                    /** @constant */
                    readonly operation: "save";
                    /** @description Of a report of your own, which this one replaces */
                    readonly id?: string;
                    readonly name: string;
                    readonly what: {
                        /** @constant */
                        readonly kind: "ready";
                        /** @enum {string} */
                        readonly report: "month-end" | "chargeback" | "what-changed" | "data-quality" | "commitments" | "budget-variance" | "anomalies";
                        /**
                         * @description Which month it is about; what-changed and anomalies take days instead
                         * @default last-month
                         */
                        readonly month?: string;
                        /**
                         * @description what-changed and anomalies: how many days back
                         * @default 7
                         */
                        readonly days?: number;
                        /** @description Defaults to all accounts of its owner */
                        readonly billing_account?: string;
                    } | {
                        /** @constant */
                        readonly kind: "view";
                        readonly view: string;
                    } | {
                        /** @constant */
                        readonly kind: "alert";
                        readonly causes: readonly ("budget-passed" | "budget-forecast" | "anomaly" | "late-data" | "abandoned-month")[];
                        /**
                         * @description anomaly: the least difference, in the currency of the bill
                         * @default 1
                         */
                        readonly minimum?: string;
                        /** @description Defaults to all accounts of its owner */
                        readonly billing_account?: string;
                    };
                    /**
                     * @default html
                     * @enum {string}
                     */
                    readonly format?: "html" | "pdf" | "csv" | "parquet";
                    /**
                     * @default en
                     * @enum {string}
                     */
                    readonly language?: "en" | "zh";
                    /**
                     * @description Five cron fields, UTC, looked at every five minutes; empty: only when it is asked for
                     * @default
                     */
                    readonly schedule?: string;
                    readonly destinations: readonly ({
                        /** @constant */
                        readonly kind: "email";
                        readonly to: readonly string[];
                    } | {
                        /** @constant */
                        readonly kind: "objects";
                        readonly location: {
                            /** @constant */
                            readonly kind: "folder";
                            /** @description Path: of the folder; data of the project, or one that AZURE_BILLING_STORAGE_FOLDERS lists */
                            readonly path: string;
                        } | {
                            /** @constant */
                            readonly kind: "s3";
                            /** @description Bucket: its name */
                            readonly bucket: string;
                            /** @description Region: eu-west-1, cn-north-1; of a server of your own what it was set up with, mostly us-east-1 */
                            readonly region: string;
                            /** @description Endpoint: https address of a server that is not AWS; without it, AWS */
                            readonly endpoint?: string;
                            /**
                             * @description Address style: path has the bucket as the first part of the path, which servers of your own mostly want; host as the first part of the host
                             * @enum {string}
                             */
                            readonly style?: "path" | "host";
                            /** @description Credentials: a key that may list and read the bucket */
                            readonly credentials: {
                                /** @description Access key id: the secret that has it */
                                readonly accessKeyId: {
                                    /** @description Name: of the secret, ABI_SECRET_… : a variable of the environment, or a value that is sealed with the connection */
                                    readonly env: string;
                                };
                                /** @description Secret access key: the secret that has it */
                                readonly secretAccessKey: {
                                    /** @description Name: of the secret, ABI_SECRET_… : a variable of the environment, or a value that is sealed with the connection */
                                    readonly env: string;
                                };
                                /** @description Session token: the secret that has it, of temporary credentials */
                                readonly sessionToken?: {
                                    /** @description Name: of the secret, ABI_SECRET_… : a variable of the environment, or a value that is sealed with the connection */
                                    readonly env: string;
                                };
                            };
                        } | {
                            /** @constant */
                            readonly kind: "azure-blob";
                            /** @description Container: its address, https://account.blob.core.windows.net/container or https://account.blob.core.chinacloudapi.cn/container */
                            readonly container: string;
                            /** @description Credentials: what may read the container */
                            readonly credentials: {
                                /** @constant */
                                readonly kind: "sas";
                                /** @description Signature: the secret that has the query of the shared access signature, sv=…&sig=… */
                                readonly sas: {
                                    /** @description Name: of the secret, ABI_SECRET_… : a variable of the environment, or a value that is sealed with the connection */
                                    readonly env: string;
                                };
                            } | {
                                /** @constant */
                                readonly kind: "account-key";
                                /** @description Key: the secret that has it */
                                readonly key: {
                                    /** @description Name: of the secret, ABI_SECRET_… : a variable of the environment, or a value that is sealed with the connection */
                                    readonly env: string;
                                };
                            } | {
                                /** @description Tenant: id or domain of the directory */
                                readonly tenant: string;
                                /** @description Client id: of the application */
                                readonly clientId: string;
                                /** @description Client secret: the secret that has its value, not its id */
                                readonly clientSecret: {
                                    /** @description Name: of the secret, ABI_SECRET_… : a variable of the environment, or a value that is sealed with the connection */
                                    readonly env: string;
                                };
                                /**
                                 * @description Cloud: global, or china, which 21Vianet operates
                                 * @enum {string}
                                 */
                                readonly cloud: "global" | "china";
                                /** @description Login address: instead of the cloud's own https://login.microsoftonline.com and https://login.partner.microsoftonline.cn; listed in AZURE_BILLING_STORAGE_HOSTS */
                                readonly login?: string;
                                /** @constant */
                                readonly kind: "oauth2";
                            };
                        };
                        /** @default  */
                        readonly prefix?: string;
                    } | {
                        /** @constant */
                        readonly kind: "webhook";
                        /** @enum {string} */
                        readonly form: "json" | "slack" | "teams" | "feishu" | "dingtalk";
                        /** @description The secret that has the address, which mostly is one itself */
                        readonly url: {
                            readonly env: string;
                        };
                        /** @description The secret that signs: of Feishu and DingTalk, and for HMAC-SHA256 of plain JSON */
                        readonly secret?: {
                            readonly env: string;
                        };
                    })[];
                    /** @default  */
                    readonly reason?: string;
                } | {
                    /** @constant */
                    readonly operation: "run";
                    readonly id: string;
                    /**
                     * @description Also when the same snapshots were delivered before, or may have been
                     * @default false
                     */
                    readonly again?: boolean;
                    /** @default  */
                    readonly reason?: string;
                } | {
                    /** @enum {string} */
                    readonly operation: "pause" | "resume" | "remove";
                    readonly id: string;
                    /** @default  */
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly settings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly sharedCostOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "try",
                 *       "id": "support",
                 *       "billing_account": "100",
                 *       "name": "Support",
                 *       "filters": [
                 *         {
                 *           "field": "meter_category",
                 *           "op": "in",
                 *           "values": [
                 *             "Azure Support"
                 *           ]
                 *         }
                 *       ],
                 *       "method": "proportional",
                 *       "month": "2026-10"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "try";
                    readonly id: string;
                    readonly billing_account: string;
                    /** @default  */
                    readonly name?: string;
                    /** @default 100 */
                    readonly priority?: number;
                    readonly filters: readonly {
                        readonly field: string;
                        /**
                         * @default in
                         * @enum {string}
                         */
                        readonly op?: "in" | "not_in" | "starts_with" | "contains" | "absent" | "present";
                        /** @default [] */
                        readonly values?: readonly string[];
                    }[];
                    /** @enum {string} */
                    readonly method: "even" | "fixed" | "proportional" | "metric";
                    /** @default null */
                    readonly business_metric?: string | null;
                    /** @default [] */
                    readonly targets?: readonly {
                        readonly owner: string;
                        /** @default null */
                        readonly weight?: string | null;
                    }[];
                    /** @default null */
                    readonly valid_from?: string | null;
                    /** @default null */
                    readonly valid_to?: string | null;
                    readonly month?: string;
                    /**
                     * @default billed
                     * @enum {string}
                     */
                    readonly metric?: "billed" | "effective";
                } | {
                    /** @constant */
                    readonly operation: "set";
                    readonly id: string;
                    readonly billing_account: string;
                    /** @default  */
                    readonly name?: string;
                    /** @default 100 */
                    readonly priority?: number;
                    readonly filters: readonly {
                        readonly field: string;
                        /**
                         * @default in
                         * @enum {string}
                         */
                        readonly op?: "in" | "not_in" | "starts_with" | "contains" | "absent" | "present";
                        /** @default [] */
                        readonly values?: readonly string[];
                    }[];
                    /** @enum {string} */
                    readonly method: "even" | "fixed" | "proportional" | "metric";
                    /** @default null */
                    readonly business_metric?: string | null;
                    /** @default [] */
                    readonly targets?: readonly {
                        readonly owner: string;
                        /** @default null */
                        readonly weight?: string | null;
                    }[];
                    /** @default null */
                    readonly valid_from?: string | null;
                    /** @default null */
                    readonly valid_to?: string | null;
                    readonly month?: string;
                    /**
                     * @default billed
                     * @enum {string}
                     */
                    readonly metric?: "billed" | "effective";
                    /** @default  */
                    readonly reason?: string;
                } | {
                    /** @constant */
                    readonly operation: "try-withdraw";
                    readonly id: string;
                    readonly billing_account: string;
                    readonly month?: string;
                    /**
                     * @default billed
                     * @enum {string}
                     */
                    readonly metric?: "billed" | "effective";
                } | {
                    /** @constant */
                    readonly operation: "withdraw";
                    readonly id: string;
                    readonly billing_account: string;
                    readonly month?: string;
                    /**
                     * @default billed
                     * @enum {string}
                     */
                    readonly metric?: "billed" | "effective";
                    /** @default  */
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly snapshotOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "try-roll-back",
                 *       "billing_account": "100",
                 *       "month": "2026-10"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "try-roll-back";
                    readonly billing_account: string;
                    readonly month: string;
                    readonly snapshot?: string;
                } | {
                    /** @constant */
                    readonly operation: "roll-back";
                    readonly billing_account: string;
                    readonly month: string;
                    readonly snapshot?: string;
                    readonly reason: string;
                } | {
                    /** @constant */
                    readonly operation: "read-again";
                    readonly billing_account: string;
                    readonly month: string;
                    /**
                     * @description Checks to lift for this account and month in this reading
                     * @default []
                     */
                    readonly allow?: readonly ("shrink" | "closed")[];
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly sourceOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "catalog",
                 *       "source": "azure-exports"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "catalog";
                    readonly source?: string;
                } | {
                    /** @constant */
                    readonly operation: "list";
                    readonly id?: string;
                } | {
                    /** @constant */
                    readonly operation: "history";
                    readonly id: string;
                    readonly before?: string;
                } | {
                    /** @constant */
                    readonly operation: "test";
                    readonly id: string;
                } | {
                    /** @constant */
                    readonly operation: "preview";
                    readonly id: string;
                    readonly month?: string;
                } | {
                    /** @constant */
                    readonly operation: "add";
                    readonly id: string;
                    readonly source: string;
                    readonly config: {
                        readonly [key: string]: unknown;
                    };
                    /** @default {} */
                    readonly secrets?: {
                        readonly [key: string]: string;
                    };
                    readonly everyMinutes?: number;
                    readonly reason?: string;
                } | {
                    /** @constant */
                    readonly operation: "run";
                    readonly id: string;
                } | {
                    /** @constant */
                    readonly operation: "handover";
                    readonly id: string;
                    readonly month: string;
                    readonly reason?: string;
                } | {
                    /** @enum {string} */
                    readonly operation: "activate" | "pause" | "resume" | "retire" | "remove";
                    readonly id: string;
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly workflowOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "list"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "list";
                } | {
                    /** @constant */
                    readonly operation: "run";
                    /** @enum {string} */
                    readonly workflow: "count-live-charges" | "extract-open-months" | "retain-snapshots" | "sync-sources";
                    readonly reason: string;
                } | {
                    /** @constant */
                    readonly operation: "cancel";
                    readonly workflow_id: string;
                    readonly reason: string;
                } | {
                    /** @enum {string} */
                    readonly operation: "pause" | "resume";
                    /** @enum {string} */
                    readonly workflow: "extract-open-months" | "sync-sources";
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly postedFixture: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "currency": "CNY"
                 *     }
                 */
                readonly "application/json": {
                    readonly currency: string;
                    /** @default [] */
                    readonly accounts?: readonly string[];
                    /**
                     * @default day
                     * @enum {string}
                     */
                    readonly kind?: "day" | "month";
                    /** @default 10 */
                    readonly limit?: number;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly query: {
        readonly parameters: {
            readonly query?: {
                /** @description json (default), or csv or parquet: a file of all rows, without limit and page. */
                readonly format?: "json" | "csv" | "parquet";
                /** @description With format=csv: begin with a byte order mark, which Excel needs to read UTF-8. */
                readonly bom?: "false" | "true";
                /** @description With format=csv: begin with lines, each after #, that say what was asked, of which snapshots, and with which totals and problems. */
                readonly metadata?: "false" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "measures": [
                 *         "billed_cost",
                 *         "charges"
                 *       ],
                 *       "dimensions": [
                 *         "billing_account",
                 *         "resource_group"
                 *       ],
                 *       "filters": [
                 *         {
                 *           "field": "charge_category",
                 *           "op": "not_in",
                 *           "values": [
                 *             "Credit"
                 *           ]
                 *         }
                 *       ],
                 *       "timeRange": {
                 *         "from": "2026-09",
                 *         "to": "2026-11"
                 *       },
                 *       "grain": "month",
                 *       "orderBy": [
                 *         {
                 *           "by": "billed_cost",
                 *           "direction": "desc"
                 *         }
                 *       ],
                 *       "limit": 100
                 *     }
                 */
                readonly "application/json": {
                    readonly measures: readonly ("billed_cost" | "effective_cost" | "contracted_cost" | "list_cost" | "savings" | "negotiated_savings" | "consumed_quantity" | "pricing_quantity" | "charges" | "subscriptions" | "resource_groups" | "resources")[];
                    /** @default [] */
                    readonly dimensions?: readonly string[];
                    /** @default [] */
                    readonly filters?: readonly {
                        readonly field: string;
                        /**
                         * @default in
                         * @enum {string}
                         */
                        readonly op?: "in" | "not_in" | "starts_with" | "contains" | "absent" | "present";
                        /** @default [] */
                        readonly values?: readonly string[];
                    }[];
                    readonly timeRange: {
                        readonly from: string;
                        readonly to: string;
                    };
                    /**
                     * @default none
                     * @enum {string}
                     */
                    readonly grain?: "none" | "day" | "month";
                    /** @default [] */
                    readonly orderBy?: readonly {
                        readonly by: string;
                        /**
                         * @default asc
                         * @enum {string}
                         */
                        readonly direction?: "asc" | "desc";
                    }[];
                    /** @default 1000 */
                    readonly limit?: number;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                    readonly "text/csv": string;
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
    };
    readonly records: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /** @example [] */
                readonly "application/json": Record<string, never> | readonly Record<string, never>[];
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
        };
    };
    readonly status: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
    readonly views: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "list"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly operation: "list";
                } | {
                    /** @constant */
                    readonly operation: "save";
                    /** @description Of a view of your own, which this one replaces */
                    readonly id?: string;
                    readonly name: string;
                    readonly question: {
                        readonly endpoint: string;
                        /** @default {} */
                        readonly parameters?: {
                            readonly [key: string]: string;
                        };
                    } | {
                        /** @constant */
                        readonly endpoint: "query";
                        readonly body: {
                            readonly [key: string]: unknown;
                        };
                    };
                    /**
                     * @description Whether every caller sees the question; the answer is always made with the reader's own rights
                     * @default false
                     */
                    readonly shared?: boolean;
                    /**
                     * @description Whether it speaks of the snapshots that are published now, also when they are replaced
                     * @default false
                     */
                    readonly pin?: boolean;
                } | {
                    /** @constant */
                    readonly operation: "run";
                    readonly id: string;
                    readonly page?: string;
                } | {
                    /** @constant */
                    readonly operation: "remove";
                    readonly id: string;
                };
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Envelope"];
                };
            };
        };
    };
}
