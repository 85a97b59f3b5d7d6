import { readTable } from "./read-table";

/**
 * Every region of public Azure, Azure China and Azure Government: id, display name, and what meters and older bills call it. Its id, its name
 * and all of these without spaces are understood too.
 */
const table = `
asiapacific|Asia Pacific|
australia|Australia|
australiacentral|Australia Central|au central, auc, cbr, australiac
australiacentral2|Australia Central 2|au central 2, auc2, cbr2, australiac2, canberra2
australiaeast|Australia East|au east, aue, eau, syd, sydney
australiasoutheast|Australia Southeast|au southeast, ause, seau, ml, melbourne
austriaeast|Austria East|at east, ate, austriae
azurestack|Azure Stack|
belgiumcentral|Belgium Central|be central, bec, belgiumc
brazilsouth|Brazil South|br south, brs, sbr, bso, cq, sao paulo
brazilsoutheast|Brazil Southeast|br southeast, brse, brazilse
canadacentral|Canada Central|ca central, cac, cc, toronto, centralcanada
canadaeast|Canada East|ca east, cae, montreal, quebeccity, eastcanada
centralindia|Central India|in central, inc, pn, india central, pune
centralus|Central US|us central, cus, cu, dm
centraluseuap|Central US EUAP|us central euap
chilecentral|Chile Central|cl central, clc, chilec
chinaeast|China East|cn east, cne, sh, shanghai
chinaeast2|China East 2|cn east 2, cne2, sha, chinae2, shanghai2
chinaeast3|China East 3|cn east 3, cne3, chinae3, jiangsu
chinanorth|China North|cn north, cnn, bj, chnorth, beijing
chinanorth2|China North 2|cn north 2, cnn2, bjs, chinan2, beijing2
chinanorth3|China North 3|cn north 3, cnn3, chinan3, hebei
denmarkeast|Denmark East|dk east, dke, denmarke
eastasia|East Asia|ap east, ea, eas, ase, asia east, hk, hkg, hong kong
eastus|East US|us east, eus, eu, bl
eastus2|East US 2|us east 2, eus2, eu2, us2, bn
eastus2euap|East US 2 EUAP|us east 2 euap
eastus3|East US 3|us east 3, eus3
finlandcentral|Finland Central|fi central, flc, finlandc
francecentral|France Central|fr central, frc, par, paris, francec
francesouth|France South|fr south, frs, mrs, frances
germanycentral|Germany Central|de central
germanynorth|Germany North|de north, den, germanyn
germanynortheast|Germany Northeast|de northeast, lg
germanywestcentral|Germany West Central|de west central, dewc, dwc, germanywc, germanywcentral
global|Global|unassigned
greececentral|Greece Central|gr central, grc
indiasouthcentral|India South Central|in south central, insc, indiasc
indonesiacentral|Indonesia Central|id central, idc, indonesiac
israelcentral|Israel Central|il central, ilc, israelc
italynorth|Italy North|it north, itn, italyn
japan|Japan|
japaneast|Japan East|ja east, jpe, ty, tokyo, eastjapan
japanwest|Japan West|ja west, jpw, os, osaka
jioindiacentral|Jio India Central|in central jio, jinc, jioinc
jioindiawest|Jio India West|in west jio, jinw, jioinw
koreacentral|Korea Central|kr central, krc, se, seoul
koreasouth|Korea South|kr south, krs, ps, busan
malaysiawest|Malaysia West|my west, myw, malaysiaw
malaysiasouth|Malaysia South|my south, mys
mexicocentral|Mexico Central|mx central, mxc, mexicoc
newzealandnorth|New Zealand North|nz north, nzn, newzealandn
northcentralus|North Central US|us north central, us north, ncus, ch, chicago
northeurope|North Europe|eu north, europe north, ne, neu, db, dublin
norwayeast|Norway East|no east, noe, norwaye
norwaywest|Norway West|no west, now, norwayw
polandcentral|Poland Central|pl central, plc, polandc
qatarcentral|Qatar Central|qa central, qac, qatarc
saudiarabiaeast|Saudi Arabia East|sa east, sae
singaporecentral|Singapore Central|sg central, singc, singaporec
southafricanorth|South Africa North|za north, san, sa north, jnb, johannesburg, southafrican
southafricawest|South Africa West|za west, saw, sa west, cpt, southafricaw
southcentralus|South Central US|us south central, us south, scus, sn, sanantonio
southcentralus2|South Central US 2|us south central 2, scus2
southcentralusstg|South Central US STG|us stage sc, usstagesc, ustsc
southeastasia|Southeast Asia|ap southeast, asia southeast, south east asia, sea, seas, sg, singapore
southeastus|Southeast US|us southeast
southeastus3|Southeast US 3|us southeast 3
southindia|South India|in south, ins, ma, india south, chennai
southwestus|Southwest US|us southwest
spaincentral|Spain Central|es central, esc, spainc
swedencentral|Sweden Central|se central, sec, swedenc
swedensouth|Sweden South|se south, ses, swedens
switzerlandnorth|Switzerland North|ch north, chn, switzerlandn
switzerlandwest|Switzerland West|ch west, chw, switzerlandw
taiwannorth|Taiwan North|tw north, twn, taiwann
taiwannorthwest|Taiwan Northwest|tw northwest, twnw
uaecentral|UAE Central|ae central, aec, auh, uaec
uaenorth|UAE North|ae north, aen, dxb, dubai, uaen
uknorth|UK North|mm
uksouth|UK South|uks, gbs, ln, london, united kingdom south
uksouth2|UK South 2|lo
ukwest|UK West|ukw, cw, gbw, cardiff
unitedstates|United States|
usdodcentral|USDoD Central|us dod central, dd
usdodeast|USDoD East|us dod east, bd
usgovarizona|USGov Arizona|us gov az, us gov arizona, usgov southwest, usgov sw, phx
usgoviowa|USGov Iowa|us gov iowa, usgov central
usgovtexas|USGov Texas|us gov tx, us gov texas, usgov south central, usgov sc
usgovvirginia|USGov Virginia|us gov virginia, us gov va, usgov east, usv
usgovwyoming|USGov Wyoming|us gov wyoming, usgov wc
usseceast|USSec East|us sec east, ussece, usse
ussecwest|USSec West|us sec west, ussecw, ussw
ussecwestcentral|USSec West Central|us sec west central, ussecwc, usswc
westcentralus|West Central US|us west central, wcus, wcu, cy
westeurope|West Europe|eu west, europe west, europe, we, weu, am, am2, amsterdam
westindia|West India|in west, inw, bm, india west, mumbai
westus|West US|us west, wus, wu, by, silicon valley
westus2|West US 2|us west 2, wus2, wu2, mwh, seattle
westus3|West US 3|us west 3, wus3, usw3
`;

const rows = readTable(table, 3).map(([id = "", name = "", aliases = ""]) => ({
  id,
  name,
  texts: [id, name.toLowerCase(), ...aliases.split(", ").filter((alias) => alias !== "")],
}));
const written = new Set(rows.flatMap(({ texts }) => texts));

/** The built-in regions. A text that the table gives to one region is not made for another: "chnorth" is China, "ch north" Switzerland. */
export const azureRegions: readonly AzureRegion[] = rows.map(({ id, name, texts }) => {
  const joined = texts.map((text) => text.replaceAll(" ", "")).filter((text) => !written.has(text));
  return { id, name, spellings: [...new Set([...texts, ...joined])] };
});

/** A region and every text, trimmed and lower-cased, that bills name it by. */
interface AzureRegion {
  readonly id: string;
  readonly name: string;
  readonly spellings: readonly string[];
}
