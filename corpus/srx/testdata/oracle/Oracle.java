import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.sourceforge.segment.srx.SrxDocument;
import net.sourceforge.segment.srx.SrxTextIterator;
import net.sourceforge.segment.srx.io.SrxAnyParser;

/**
 * Cuts texts with libsegment-java, the engine of LanguageTool, by an SRX file.
 *
 * Input: a line a text, the language, a tab, the text in UTF-8 and base64. Output: a line a text,
 * the places of the cuts in UTF-16 units, blank-separated, the end of the text included.
 */
public class Oracle {
    public static void main(String[] args) throws Exception {
        SrxDocument rules;
        try (Reader r = new InputStreamReader(new FileInputStream(args[0]), StandardCharsets.UTF_8)) {
            rules = new SrxAnyParser().parse(r);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(System.out, false, "US-ASCII");
        for (String line; (line = in.readLine()) != null; ) {
            String[] f = line.split("\t", 2);
            String text = new String(Base64.getDecoder().decode(f[1]), StandardCharsets.UTF_8);
            SrxTextIterator it = new SrxTextIterator(rules, f[0], text);
            StringBuilder cuts = new StringBuilder();
            int at = 0;
            while (it.hasNext()) {
                at += it.next().length();
                cuts.append(at).append(' ');
            }
            out.println(cuts.toString().trim());
        }
        out.flush();
    }
}
