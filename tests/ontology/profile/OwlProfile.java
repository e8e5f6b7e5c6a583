import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.Profiles;

/** Prints what keeps each file from being OWL 2 DL, as the OWL API judges it; exits with 1 where anything does. */
public class OwlProfile {
    public static void main(String[] files) throws Exception {
        int violations = 0;
        for (String file : files) {
            OWLOntology ontology =
                    OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            OWLProfileReport report = Profiles.OWL2_DL.checkOntology(ontology);
            violations += report.getViolations().size();
            System.out.println(file + ": " + ontology.getLogicalAxiomCount() + " logical axioms, "
                    + report.getViolations().size() + " violations of OWL 2 DL");
            report.getViolations().forEach(violation -> System.out.println("  " + violation));
        }
        System.exit(violations == 0 ? 0 : 1);
    }
}
