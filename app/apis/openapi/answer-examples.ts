/** Real answers by API, as JSON: written by `npx vitest run --project security test/security/openapi-examples.test.ts -u`. */
export const answerExamples = String.raw`{
  "allocation": {
    "data": [
      {
        "owner": "",
        "allocated": false,
        "currency": "CNY",
        "cost": "211125.228628263491511164",
        "charges": "541"
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "cost": "214573.543413184057087065",
        "allocated_cost": "3448.314784920565575901",
        "unallocated_cost": "211125.228628263491511164",
        "allocated_share": "0.0161"
      }
    ],
    "page": {
      "next": null
    },
    "problems": [],
    "unmatched_rules": [
      {
        "id": "2",
        "pattern": "legacy-",
        "match_kind": "prefix",
        "scope": "any",
        "application": "archive",
        "priority": 100
      }
    ],
    "changed_rules": []
  },
  "anomalies": {
    "data": [
      {
        "kind": "unusual",
        "billing_account_id": "200",
        "currency": "CNY",
        "value": "Bandwidth",
        "subscription_guid": null,
        "date": "2026-07-14",
        "through": "2026-07-14",
        "cost": "320.5",
        "expected": "100",
        "low": "90",
        "high": "110",
        "difference": "220.5",
        "weeks": 8,
        "dimension": "service",
        "why": "Tuesday 2026-07-14 cost 320.5 CNY, 220.5 more than the median 100 of the Tuesdays of the last 8 weeks; up to 110 would have been usual."
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "200",
        "billing_period": "2026-05-01",
        "snapshot_id": "200-2026-05-01",
        "extracted_at": "2026-11-01T02:00:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "anomalies": "1",
        "difference": "220.5"
      }
    ],
    "page": {
      "next": null
    },
    "problems": [],
    "known_through": [
      {
        "billing_account_id": "200",
        "known_through": "2026-07-31",
        "newest_charge_date": "2026-07-31"
      }
    ]
  },
  "application-tags": {
    "data": [
      {
        "id": 1,
        "pattern": "vm",
        "match_kind": "contains",
        "scope": "any",
        "application": "platform",
        "cmdb_service": "",
        "priority": 100,
        "enabled": true,
        "valid_from": null,
        "valid_to": null,
        "fault": null
      }
    ],
    "snapshots": [],
    "currency": null,
    "totals": [],
    "page": {
      "next": null
    },
    "problems": []
  },
  "budgets": {
    "data": [
      {
        "id": "november",
        "billing_account_id": "100",
        "scope_kind": "account",
        "scope_value": "",
        "month": "2026-11",
        "currency": "CNY",
        "target": "90000",
        "actual": "164988.946905416337198879",
        "actual_through": "2026-11-20",
        "known_through": "2026-11-20",
        "forecast": "181654.312036427644696355",
        "forecast_low": "177517.602036427644696355",
        "forecast_high": "185791.022036427644696355",
        "variance": "91654.312036427644696355",
        "fault": null
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [],
    "page": {
      "next": null
    },
    "problems": []
  },
  "changes": {
    "data": [
      {
        "change": "changed",
        "usage_date": "2026-10-24",
        "currency": "CNY",
        "subscription_guid": "df69d1de-1758-44bd-a95f-4d6bc465cafb",
        "resource_group": "",
        "resource_name": "",
        "meter_category": "Virtual Machines",
        "meter_name": "D4 v3/D4s v3",
        "charges_before": 1,
        "charges_after": 1,
        "cost_before": "-940.0323148148175",
        "cost_after": "-625.60771296296475",
        "cost_difference": "314.42460185185275"
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "added": 5,
        "removed": 2,
        "changed": 8,
        "cost_difference": "574.765448868768378968"
      }
    ],
    "page": {
      "next": null
    },
    "problems": [],
    "from": "s20261121T020100-00000001",
    "to": "s20261121T020200-00000002"
  },
  "charges": {
    "data": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "charge_id": "s20261121T020200-00000002/0/18",
        "usage_date": "2026-10-01",
        "currency": "CNY",
        "billed_cost": "17.6371776",
        "effective_cost": "17.6371776",
        "contracted_cost": "17.6371776",
        "list_cost": "17.6371776",
        "charge_category": "Usage",
        "service_category": "Databases",
        "service_subcategory": "Caching",
        "service_name": "Azure Cache for Redis",
        "meter_category": "Redis Cache",
        "meter": "P1 Cache Instance",
        "region": "chinanorth3",
        "subscription": "98939dc0-4c38-460c-a4bf-4b5255d9525e",
        "subscription_name": "SAP\\ERP-08",
        "resource_group": "rg-shared",
        "resource": "/subscriptions/98939dc0-4c38-460c-a4bf-4b5255d9525e/resourcegroups/rg-shared/providers/microsoft.cache/redis/web-18-00000",
        "resource_name": "web-18-00000",
        "resource_type": "Redis cache",
        "owner": "",
        "department": "Finance",
        "cost_center": "CC-1018",
        "account_owner_id": "admin1@contoso.partner.onmschina.cn",
        "consumed_quantity": "4.9992",
        "consumed_unit": "Hours",
        "contracted_unit_price": "3.528",
        "charge_description": "Redis Cache - Premium P1 - CN North 3",
        "tags": "{\"app\":\"结算中心\",\"ppm_billing_item\":\"BI-858\",\"ppm_billing_owner\":\"\",\"ppm_io_cc\":\"IO43\",\"env\":\"prod\"}",
        "problems": []
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "billed_cost": "214573.543413184057087065",
        "effective_cost": "59678.002551732273003145",
        "contracted_cost": "214573.54341318405708695",
        "list_cost": "214573.54341318405708695",
        "charges": "603"
      }
    ],
    "page": {
      "next": "WyJlODJkMjc2N2U3ZjBiZDhmYjdjNSIsImQxNDRkMGI1MWVlYjhhZWExZTY3IiwiQXp1cmUgTW9uaXRvciIsImY3NmIwNjA0LWEyZTktNDQ4OS1hYTIwLWFmOGFiNzVjMTZhOCIsInJnLWlvdCIsIjAiLCIxMzMiLCJzMjAyNjExMjFUMDIwMjAwLTAwMDAwMDAyLzAvMTMzIl0"
    },
    "problems": [
      {
        "code": "effective-cost-not-amortized",
        "message": "The effective cost excludes commitments, because the source does not spread purchases over usage: 93 charges, billed 154895.54086145178408392 CNY",
        "amounts": [
          {
            "currency": "CNY",
            "charges": "93",
            "billed_cost": "154895.54086145178408392"
          }
        ]
      }
    ]
  },
  "costs": {
    "data": [
      {
        "billing_account_id": "100",
        "currency": "CNY",
        "cost": "214573.543413184057087065",
        "charges": "603"
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "cost": "214573.543413184057087065",
        "charges": "603"
      }
    ],
    "page": {
      "next": null
    },
    "problems": []
  },
  "data-quality": {
    "data": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "currency": "CNY",
        "code": "json-repaired",
        "field": "additional_info",
        "charges": "62",
        "cost": "41562.286241600000038763"
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "charges": "603",
        "cost": "214573.543413184057087065",
        "charges_with_problems": "93",
        "cost_with_problems": "41562.286241600000038763",
        "charges_without_day": "0",
        "cost_without_day": null,
        "charges_without_cost": "0"
      }
    ],
    "page": {
      "next": null
    },
    "problems": [
      {
        "code": "days-missing",
        "message": "Days without any charge: 2 subscriptions"
      }
    ],
    "dead_letters": {
      "waiting": "1",
      "first_failed_at": "2026-11-20T08:00:00.000Z",
      "last_failed_at": "2026-11-20T08:00:00.000Z",
      "accounts": [
        {
          "billing_account_id": "100",
          "waiting": "1"
        }
      ]
    },
    "focus_findings": [],
    "reconciliation": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "currency": "CNY",
        "ledger_total": "214573.543413184057087065",
        "sealed_total": "214573.543413184057087065",
        "published_total": "214573.543413184057087065",
        "focus_total": "214573.543413184057087065",
        "control_total": null,
        "published_difference": "0",
        "focus_difference": "0",
        "control_difference": null,
        "balanced": true
      }
    ],
    "freshness": [
      {
        "billing_account_id": "100",
        "last_published_at": "2026-11-21T02:03:00.000Z",
        "hours_since_publication": 4,
        "last_usage_date": "2026-11-20",
        "known_through": "2026-11-20"
      }
    ],
    "services": [
      {
        "billing_account_id": "100",
        "service": "Azure Cache for Redis",
        "known_through": "2026-11-20",
        "last_usage_date": "2026-11-20"
      }
    ],
    "completeness": [
      {
        "billing_account_id": "100",
        "subscription_guid": "c683284b-5511-4436-abef-f1d693fe806f",
        "subscription_name": "Shared Services-05",
        "first_usage_date": "2026-10-03",
        "last_usage_date": "2026-10-31",
        "days_with_charges": 15,
        "missing_days": [
          "2026-10-01",
          "2026-10-02",
          "2026-10-04"
        ]
      }
    ],
    "missing_months": []
  },
  "dead-letters": {
    "data": [
      {
        "letter_id": "85426c55",
        "billing_account_id": "100",
        "original": "{\"enrollment\":\"100\",\"currency\":\"CNY\"}",
        "reason": "neither a date nor a cost",
        "failed_at": "2026-11-20 08:00:00.000",
        "replayed_at": null
      }
    ],
    "snapshots": [],
    "currency": null,
    "totals": [
      {
        "letters": "1",
        "waiting": "1"
      }
    ],
    "page": {
      "next": null
    },
    "problems": []
  },
  "focus": {
    "data": [
      {
        "AllocatedMethodDetails": null,
        "AllocatedMethodId": null,
        "AllocatedResourceId": null,
        "AllocatedResourceName": null,
        "AllocatedTags": null,
        "AvailabilityZone": null,
        "BilledCost": "17.6371776",
        "BillingAccountId": "/providers/Microsoft.Billing/billingAccounts/100",
        "BillingAccountName": null,
        "BillingAccountType": "Billing Account",
        "BillingCurrency": "CNY",
        "BillingPeriodEnd": "2026-11-01T00:00:00Z",
        "BillingPeriodStart": "2026-10-01T00:00:00Z",
        "CapacityReservationId": null,
        "CapacityReservationStatus": null,
        "ChargeCategory": "Usage",
        "ChargeClass": null,
        "ChargeDescription": "Redis Cache - Premium P1 - CN North 3",
        "ChargeFrequency": "Usage-Based",
        "ChargePeriodEnd": "2026-10-02T00:00:00Z",
        "ChargePeriodStart": "2026-10-01T00:00:00Z",
        "CommitmentDiscountCategory": null,
        "CommitmentDiscountId": null,
        "CommitmentDiscountName": null,
        "CommitmentDiscountQuantity": null,
        "CommitmentDiscountStatus": null,
        "CommitmentDiscountType": null,
        "CommitmentDiscountUnit": null,
        "CommitmentProgramEligibilityDetails": null,
        "ConsumedQuantity": "4.9992",
        "ConsumedUnit": "Hours",
        "ContractApplied": null,
        "ContractedCost": "17.6371776",
        "ContractedUnitPrice": "3.528",
        "EffectiveCost": "17.6371776",
        "HostProviderName": "21Vianet",
        "InvoiceDetailId": null,
        "InvoiceId": null,
        "InvoiceIssuerName": "21Vianet",
        "ListCost": "17.6371776",
        "ListUnitPrice": "3.528",
        "PricingCategory": "Standard",
        "PricingCurrency": "CNY",
        "PricingCurrencyContractedUnitPrice": "3.528",
        "PricingCurrencyEffectiveCost": "17.6371776",
        "PricingCurrencyListUnitPrice": "3.528",
        "PricingQuantity": "4.9992",
        "PricingUnit": "Hours",
        "RegionId": "chinanorth3",
        "RegionName": "China North 3",
        "ResourceId": "/subscriptions/98939dc0-4c38-460c-a4bf-4b5255d9525e/resourceGroups/RG-SHARED/providers/Microsoft.Cache/Redis/web-18-00000",
        "ResourceName": "web-18-00000",
        "ResourceType": "Redis cache",
        "ServiceCategory": "Databases",
        "ServiceName": "Azure Cache for Redis",
        "ServiceProviderName": "21Vianet",
        "ServiceSubcategory": "Caching",
        "SkuId": "3d5ecdc8-0eaf-4e3e-ad76-d8b8255b8ff8",
        "SkuMeter": "P1 Cache Instance",
        "SkuPriceDetails": null,
        "SkuPriceId": "3d5ecdc8-0eaf-4e3e-ad76-d8b8255b8ff8/Hours",
        "SubAccountId": "/subscriptions/98939dc0-4c38-460c-a4bf-4b5255d9525e",
        "SubAccountName": "SAP\\ERP-08",
        "SubAccountType": "Subscription",
        "Tags": "{\"app\":\"结算中心\",\"ppm_billing_item\":\"BI-858\",\"ppm_billing_owner\":\"\",\"ppm_io_cc\":\"IO43\",\"env\":\"prod\"}"
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "billed_cost": "214573.543413184057087065",
        "effective_cost": "59678.002551732273003145",
        "contracted_cost": "214573.54341318405708695",
        "list_cost": "214573.54341318405708695",
        "charges": "603"
      }
    ],
    "page": {
      "next": "WyJlODJkMjc2N2U3ZjBiZDhmYjdjNSIsImQxNDRkMGI1MWVlYjhhZWExZTY3IiwiQXp1cmUgTW9uaXRvciIsImY3NmIwNjA0LWEyZTktNDQ4OS1hYTIwLWFmOGFiNzVjMTZhOCIsInJnLWlvdCIsIjAiLCIxMzMiLCJzMjAyNjExMjFUMDIwMjAwLTAwMDAwMDAyLzAvMTMzIl0"
    },
    "problems": [
      {
        "code": "effective-cost-not-amortized",
        "message": "The effective cost excludes commitments, because the source does not spread purchases over usage: 93 charges, billed 154895.54086145178408392 CNY",
        "amounts": [
          {
            "currency": "CNY",
            "charges": "93",
            "billed_cost": "154895.54086145178408392"
          }
        ]
      }
    ]
  },
  "focus-findings": {
    "data": [
      {
        "rule_id": "AllocatedMethodDetails-elements",
        "focus_column": "AllocatedMethodDetails",
        "severity": "refuse",
        "requirement": "MUST",
        "description": "AllocatedMethodDetails has an array Elements of objects with an AllocatedRatio that is a number",
        "rows_checked": 603,
        "failures": 0,
        "checked_at": "2026-11-21 02:01:04.000",
        "samples": []
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": null,
    "totals": [],
    "page": {
      "next": null
    },
    "problems": [],
    "snapshot": "s20261121T020200-00000002"
  },
  "forecast": {
    "data": [
      {
        "billing_account_id": "100",
        "currency": "CNY",
        "actual": "164988.946905416337198879",
        "actual_through": "2026-11-20",
        "known_through": "2026-11-20",
        "forecast": "181654.312036427644696355",
        "low": "177517.602036427644696355",
        "high": "185791.022036427644696355",
        "confidence": 0.95,
        "method": "weekday-median",
        "based_on_days": 28,
        "remaining_days": 10
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "actual": "164988.946905416337198879",
        "forecast": "181654.312036427644696355"
      }
    ],
    "page": {
      "next": null
    },
    "problems": []
  },
  "resources": {
    "data": [
      {
        "billing_account_id": "100",
        "subscription": "c0cdc4de-d8ae-493c-a66c-cf834f2a1a65",
        "resource_group": "",
        "resource": "/providers/microsoft.capacity/reservationorders/a0f6e63e-48a5-4b6f-ab8f-c6715ad4a921/reservations/ee0c805e-3c81-489c-abea-ac16a111b910",
        "resource_name": "ee0c805e-3c81-489c-abea-ac16a111b910",
        "resource_type": "Reservation",
        "region": "",
        "owner": "",
        "currency": "CNY",
        "billed_cost": "178562.96135589629613392",
        "effective_cost": "0",
        "contracted_cost": "178562.961355896296133805",
        "list_cost": "178562.961355896296133805",
        "charges": "31",
        "first_seen": "2026-10-01",
        "last_seen": "2026-10-31"
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": "CNY",
    "totals": [
      {
        "currency": "CNY",
        "billed_cost": "214573.543413184057087065",
        "effective_cost": "59678.002551732273003145",
        "contracted_cost": "214573.54341318405708695",
        "list_cost": "214573.54341318405708695",
        "charges": "603"
      }
    ],
    "page": {
      "next": null
    },
    "problems": [
      {
        "code": "effective-cost-not-amortized",
        "message": "The effective cost excludes commitments, because the source does not spread purchases over usage: 93 charges, billed 154895.54086145178408392 CNY",
        "amounts": [
          {
            "currency": "CNY",
            "charges": "93",
            "billed_cost": "154895.54086145178408392"
          }
        ]
      }
    ]
  },
  "snapshots": {
    "data": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "status": "published",
        "active": true,
        "opened_at": "2026-11-21T02:02:00.000Z",
        "sealed_at": "2026-11-21T02:02:00.000Z",
        "published_at": "2026-11-21T02:02:00.000Z",
        "abandoned_at": null,
        "dropped_at": null,
        "reason": "",
        "currency": "CNY",
        "pages": 1,
        "rows": "603",
        "cost": "214573.543413184057087065",
        "control_total": null,
        "control_total_name": "",
        "findings": [],
        "overrides": []
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": null,
    "totals": [],
    "page": {
      "next": null
    },
    "problems": []
  },
  "tagging-audit": {
    "data": [
      {
        "billing_account_id": "100",
        "snapshot_id": "s20261121T020200-00000002",
        "charge_id": "c0ffee",
        "date": "2026-10-03",
        "winner_id": "1",
        "winner_application": "PAYMENTS",
        "winner_level": "resource_group",
        "match_order": "level-first",
        "reason": "priority",
        "levels": [
          {
            "level": "resource_group",
            "text": "rg-pay-prod",
            "match_count": 2,
            "matches": [
              "1 pay PAYMENTS",
              "7 prod PLATFORM"
            ]
          }
        ]
      }
    ],
    "snapshots": [
      {
        "billing_account_id": "100",
        "billing_period": "2026-10-01",
        "snapshot_id": "s20261121T020200-00000002",
        "extracted_at": "2026-11-21T02:02:00.000Z"
      }
    ],
    "currency": null,
    "totals": [
      {
        "winner_level": "resource_group",
        "reason": "priority",
        "conflicts": "1"
      }
    ],
    "page": {
      "next": null
    },
    "problems": []
  },
  "workflow-executions": {
    "data": [
      {
        "workflow": "extract-month",
        "started_at": "2026-11-21T02:03:00.000Z",
        "ended_at": "2026-11-21T02:03:04.000Z",
        "duration_seconds": 4,
        "outcome": "succeeded",
        "charges": "400",
        "detail": "enrollment 100, 2026-11: published s20261121T020300-00000003: 400 charges, 164988.946905416337198879 CNY"
      }
    ],
    "snapshots": [],
    "currency": null,
    "totals": [
      {
        "outcome": "succeeded",
        "executions": "4"
      }
    ],
    "page": {
      "next": null
    },
    "problems": []
  }
}`;
